import { readFileSync, writeSync } from 'node:fs';
import { IncumbentError, messageOf } from '#core/contract/errors.ts';
import { examine } from '#core/optimizers/conformance/conformance.ts';
import { resolveDefinition } from '#core/optimizers/definition/resolve-definition.ts';
import { OPTIMIZERS } from '#core/optimizers/registry.ts';
import { ANSWER_DESCRIPTOR, type ChildAnswer, type ChildRequest } from './ask-child.ts';
import { loadOptimizer } from './load-optimizer.ts';

// A process of its own for the user's optimizer: answers one request and ends. Hosts that must not run foreign code
// start it, and whatever loops for ever can be killed.

function answer(message: ChildAnswer): void {
  let bytes = Buffer.from(`${JSON.stringify(message)}\n`);
  while (bytes.length > 0) {
    bytes = bytes.subarray(writeSync(ANSWER_DESCRIPTOR, bytes));
  }
}

async function act(request: ChildRequest): Promise<void> {
  const definition = await loadOptimizer(request.origin);
  switch (request.kind) {
    case 'resolve': {
      const { space, given } = request;
      const asked = { given, reason: 'your own, named in the settings', known: OPTIMIZERS };
      answer({ kind: 'resolved', resolution: resolveDefinition(definition, space, asked) });
      return;
    }
    case 'examine': {
      const { arguments: values, refused, checks } = examine(definition, request.given);
      const titles = checks.map(({ title }) => title);
      answer({ kind: 'examining', name: definition.info.name, arguments: values, refused, checks: titles });
      for (const check of checks) {
        const began = performance.now();
        const outcome = check.run();
        answer({ kind: 'checked', ...outcome, seconds: (performance.now() - began) / 1000 });
      }
    }
  }
}

try {
  await act(JSON.parse(readFileSync(0, 'utf8')) as ChildRequest);
} catch (thrown) {
  const error =
    thrown instanceof IncumbentError
      ? thrown
      : new IncumbentError('optimizer-failed', `The optimizer could not be loaded: ${messageOf(thrown)}`);
  answer({ kind: 'refused', error: error.toData() });
}
answer({ kind: 'end' });
process.exit(0);
