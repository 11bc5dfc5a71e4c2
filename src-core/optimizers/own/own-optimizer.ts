import { IncumbentError, messageOf } from '#core/contract/errors.ts';
import type { OptimizerInfo, OptimizerModule } from '#core/contract/optimizers/optimizers.ts';
import type { SearchSpace } from '#core/contract/space.ts';
import type {
  Ask,
  AskInput,
  OptimizerArguments,
  OptimizerDefinition,
  RungView,
} from '#core/optimizers/optimizer.ts';
import { ownName } from './announce-module.ts';
import { type Fields, found, isObject } from './found.ts';
import { readArguments } from './read-arguments.ts';
import { InvalidDecision, readDecision } from './read-decision.ts';
import { createTools } from './tools.ts';

/** Where the user's own optimizer comes from. */
export type Origin = Pick<OptimizerModule, 'file' | 'export'>;

type Functions = { readonly [name: string]: (...values: readonly unknown[]) => unknown };

/**
 * The object that a user's module exports as one of our definitions: its form is checked now, whatever its functions
 * answer later is checked then.
 *
 * @throws IncumbentError `optimizer-invalid` where it is no optimizer; `optimizer-failed` from the functions, where the
 * user's raise or answer what they must not
 */
export function ownOptimizer(exported: unknown, origin: Origin): OptimizerDefinition {
  if (!isObject(exported) || typeof exported.create !== 'function') {
    const what = isObject(exported)
      ? `an object without a function \`create\` (it has ${Object.keys(exported).join(', ') || 'nothing'})`
      : found(exported);
    throw invalid(origin, `an optimizer, an object with a function \`create\`, found ${what}`);
  }
  const info = infoOf(exported, origin);
  const call = callsOf(exported, origin);
  return {
    info,
    refuse: call.refuse,
    uses: call.uses,
    create: (space, values) => ownAsk(call.create(space, values), { space, origin }),
  };
}

function invalid(origin: Origin, expectedAndFound: string): IncumbentError {
  const message = `Expected \`${origin.export}\` of ${origin.file} to be ${expectedAndFound}.`;
  return new IncumbentError('optimizer-invalid', message, { ...origin });
}

function failed(origin: Origin, message: string, thrown?: unknown): IncumbentError {
  const traceback = thrown instanceof Error ? (thrown.stack ?? '') : '';
  return new IncumbentError(
    'optimizer-failed',
    `${message} (${origin.file}, export \`${origin.export}\`)`,
    { ...origin, traceback },
    { cause: thrown },
  );
}

function text(value: unknown, otherwise: string): string {
  return typeof value === 'string' && value !== '' ? value : otherwise;
}

function infoOf(exported: Fields, origin: Origin): OptimizerInfo {
  const name = ownName(origin);
  const list = readArguments(exported.arguments);
  if (typeof list === 'string') {
    throw invalid(origin, `an optimizer whose \`arguments\` can be read: ${list}`);
  }
  return {
    name,
    title: text(exported.title, name),
    summary: text(exported.summary, 'An optimizer of your own.'),
    needs_fidelity: exported.needs_fidelity === true,
    needs_prior: false,
    arguments: list,
  };
}

/** The user's functions, whatever they raise named. */
function callsOf(exported: Fields, origin: Origin) {
  const functions = exported as unknown as Functions;
  const name = ownName(origin);
  const guarded = (key: string, values: readonly unknown[]): unknown => {
    try {
      return functions[key]?.(...values);
    } catch (thrown) {
      throw failed(origin, `\`${key}\` of \`${name}\` raised ${raised(thrown)}`, thrown);
    }
  };
  return {
    refuse(space: SearchSpace): string | null {
      const answer = guarded('refuse', [space]) ?? null;
      if (answer !== null && typeof answer !== 'string') {
        throw failed(
          origin,
          `\`refuse\` of \`${name}\` must answer a sentence or null, found ${found(answer)}`,
        );
      }
      return answer;
    },
    uses(values: OptimizerArguments) {
      // One that does not say is taken for one that knows what it does.
      const answer = guarded('uses', [{ ...values }]) ?? { fidelity: true, priors: true };
      const { fidelity, priors } = isObject(answer) ? answer : {};
      return { fidelity: fidelity === true, priors: priors === true };
    },
    create(space: SearchSpace, values: OptimizerArguments): (input: unknown) => unknown {
      const ask = guarded('create', [copyOf(space), { ...values }, createTools(space)]);
      if (typeof ask !== 'function') {
        throw failed(
          origin,
          `\`create\` of \`${name}\` must answer the function \`ask\`, found ${found(ask)}`,
        );
      }
      return ask as (input: unknown) => unknown;
    },
  };
}

/** A space is data that JSON can carry; what the user does with it stays there. */
function copyOf(space: SearchSpace): unknown {
  return JSON.parse(JSON.stringify(space));
}

function raised(thrown: unknown): string {
  return thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : messageOf(thrown);
}

function ownAsk(
  ask: (input: unknown) => unknown,
  { space, origin }: { readonly space: SearchSpace; readonly origin: Origin },
): Ask {
  return (input) => {
    const name = ownName(origin);
    let answer: unknown;
    try {
      answer = ask(guardedInput(input));
    } catch (thrown) {
      throw failed(origin, `\`${name}\` raised on trial ${input.number}: ${raised(thrown)}`, thrown);
    }
    try {
      return readDecision(answer, { space, trials: input.trials });
    } catch (thrown) {
      // What is not ours was raised by a getter of the answer.
      const why = thrown instanceof InvalidDecision ? thrown.message : `Reading it raised ${raised(thrown)}.`;
      throw failed(
        origin,
        `\`${name}\` answered what is no decision on trial ${input.number}. ${why}`,
        thrown,
      );
    }
  };
}

function guardedRung(rung: RungView): RungView {
  const { trials, completed, ranked, promoted } = rung;
  return {
    ...rung,
    trials: [...trials],
    completed: [...completed],
    ranked: [...ranked],
    promoted: new Set(promoted),
  };
}

/**
 * What the user's own `ask` is given: lists of its own, since sorting one in place is easily written and would disturb
 * the worker's.
 */
function guardedInput({ trials, reserved, ...rest }: AskInput): AskInput {
  return {
    ...rest,
    reserved: [...reserved],
    trials: {
      get size() {
        return trials.size;
      },
      get completed() {
        return [...trials.completed];
      },
      get rungs() {
        return trials.rungs.map(guardedRung);
      },
      get: (trial) => trials.get(trial),
      inState: (state) => [...trials.inState(state)],
      rung(bracket, rung) {
        const view = trials.rung(bracket, rung);
        return view === null ? null : guardedRung(view);
      },
    },
  };
}
