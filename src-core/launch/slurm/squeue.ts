import { programOnPath } from '#core/pipeline/program-on-path.ts';
import { runProgram } from './run-program.ts';
import type { SlurmJob } from './sbatch.ts';

/** Tasks of a job by their state as Slurm names it (`PENDING`), and why those that wait do so. */
export type JobQueue = {
  readonly states: Readonly<Record<string, number>>;
  /** Slurm's word for why the first of those waits (`Resources`, `Priority`); null where none waits. */
  readonly reason: string | null;
};

/** People wait for the answer; a controller under load takes seconds. */
const LIMIT_SECONDS = 5;

/** What is said of a job that has ended so long ago that its controller has forgotten it. */
const FORGOTTEN = /Invalid job id/i;

/** Asks Slurm for the tasks of a job that wait or run; a text says why it can not be known. */
export async function askQueue(
  { job, cluster }: SlurmJob,
  env: Readonly<Record<string, string | undefined>>,
): Promise<JobQueue | string> {
  const program = await programOnPath('squeue', env);
  if (program === null) {
    return 'this machine has no squeue on its PATH';
  }
  const where = cluster === null ? [] : [`--clusters=${cluster}`];
  const args = ['--noheader', '--array', `--jobs=${job}`, '--format=%T|%r', ...where];
  const { stdout, problem } = await runProgram({ program, args, env, limitSeconds: LIMIT_SECONDS });
  if (problem === null || FORGOTTEN.test(problem)) {
    return parseQueue(stdout);
  }
  return `squeue: ${problem}`;
}

/** Lines of `PENDING|Resources`; whatever else is printed counts for nothing. */
export function parseQueue(stdout: string): JobQueue {
  const states: Record<string, number> = {};
  let reason: string | null = null;
  for (const line of stdout.split('\n')) {
    const [, state, why] = /^([A-Z_]+)\|(.*)$/.exec(line.trim()) ?? [];
    if (state !== undefined) {
      states[state] = (states[state] ?? 0) + 1;
      reason ??= state === 'PENDING' && why && why !== 'None' ? why : null;
    }
  }
  return { states, reason };
}
