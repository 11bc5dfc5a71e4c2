import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

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

/** The Python that has Optuna: `INCUMBENT_PYTHON`, otherwise python3. A text tells why there is none. */
export async function findOptuna(): Promise<Peer | string> {
  const python = process.env.INCUMBENT_PYTHON ?? 'python3';
  try {
    await run(python, ['-c', 'import optuna']);
  } catch {
    return `${python} cannot import optuna`;
  }
  return {
    throughput: async ({ processes, trials, folder }) => {
      const { stdout } = await run(python, [SCRIPT, String(processes), String(trials), folder]);
      return (JSON.parse(stdout) as { readonly per_second: number }).per_second;
    },
  };
}
