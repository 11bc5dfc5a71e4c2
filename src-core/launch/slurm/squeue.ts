import { programOnPath } from '#core/pipeline/processes/program-on-path.ts';
import { type ProgramAnswer, runProgram } from './run-program.ts';
import type { SlurmJob } from './sbatch.ts';

type Environment = Readonly<Record<string, string | undefined>>;

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
export async function askQueue({ job, cluster }: SlurmJob, env: Environment): Promise<JobQueue | string> {
  const where = cluster === null ? [] : [`--clusters=${cluster}`];
  const answer = await askSqueue([`--jobs=${job}`, '--format=%T|%r', ...where], env);
  if (typeof answer === 'string') {
    return answer;
  }
  const { stdout, problem } = answer;
  return problem === null || FORGOTTEN.test(problem) ? parseQueue(stdout) : `squeue: ${problem}`;
}

/**
 * Looks for the job of a script among the caller's own, where sbatch's answer was not heard; `job` is absent where there
 * is none, as after its end. A text says why it can not be known.
 */
export async function findQueue(
  script: string,
  env: Environment,
): Promise<(JobQueue & { readonly job?: string }) | string> {
  const answer = await askSqueue([`--user=${process.getuid?.()}`, '--format=%F|%T|%r|%o'], env);
  if (typeof answer === 'string' || answer.problem !== null) {
    return typeof answer === 'string' ? answer : `squeue: ${answer.problem}`;
  }
  const own = answer.stdout.split('\n').filter((line) => line.trimEnd().endsWith(`|${script}`));
  const job = own[0]?.trim().split('|')[0];
  const rest = own.map((line) => line.slice(line.indexOf('|') + 1, -script.length - 1));
  return { ...parseQueue(rest.join('\n')), ...(job === undefined ? {} : { job }) };
}

async function askSqueue(args: readonly string[], env: Environment): Promise<ProgramAnswer | string> {
  const program = await programOnPath('squeue', env);
  if (program === null) {
    return 'this machine has no squeue on its PATH';
  }
  const all = ['--noheader', '--array', ...args];
  return await runProgram({ program, args: all, env, limitSeconds: LIMIT_SECONDS });
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
