import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { SearchSpace } from '#core/contract/space.ts';
import type { Config } from '#core/contract/value.ts';
import { toyLoss } from './toy-objective.ts';
import type { Observation } from './toy-run.ts';

const SCRIPT = fileURLToPath(new URL('optuna_suggestions.py', import.meta.url));

/** Optuna's Gaussian process at work in a process of its own. */
export type OptunaSampler = {
  /** Asks for one suggestion and evaluates it. @returns milliseconds that the suggestion took */
  step(): Promise<number>;
  close(): Promise<void>;
};

/** Starts `python` with Optuna on the same space and observations. */
export function startOptunaSampler(
  python: string,
  space: SearchSpace,
  observations: readonly Observation[],
): OptunaSampler {
  const child = spawn(python, [SCRIPT], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const send = (message: unknown) => child.stdin.write(`${JSON.stringify(message)}\n`);
  send({ space, observations });
  return {
    step: async () => {
      send('ask');
      const { value, done } = await lines.next();
      if (done === true) {
        throw new Error(`Optuna answers each question with a line; ${SCRIPT} ended instead.`);
      }
      const { milliseconds, config } = JSON.parse(value) as { milliseconds: number; config: Config };
      send(toyLoss(space, config));
      return milliseconds;
    },
    close: async () => {
      const ended = child.exitCode === null ? once(child, 'exit') : Promise.resolve();
      child.stdin.end();
      await ended;
    },
  };
}
