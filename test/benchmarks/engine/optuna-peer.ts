import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { findOptunaPython } from '../optuna-python.ts';

const SCRIPT = fileURLToPath(new URL('./optuna_throughput.py', import.meta.url));
const run = promisify(execFile);

export type Peer = {
  /** Completed trials per second of a trivial objective under random search. */
  throughput(wish: {
    readonly processes: number;
    readonly trials: number;
    readonly folder: string;
  }): Promise<number>;
};

/** Optuna as the other party; a text tells why there is none. */
export async function findOptuna(): Promise<Peer | string> {
  const found = await findOptunaPython();
  if ('missing' in found) {
    return found.missing;
  }
  return {
    throughput: async ({ processes, trials, folder }) => {
      const { stdout } = await run(found.python, [SCRIPT, String(processes), String(trials), folder]);
      return (JSON.parse(stdout) as { readonly per_second: number }).per_second;
    },
  };
}
