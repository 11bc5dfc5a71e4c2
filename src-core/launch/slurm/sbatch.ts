import { IncumbentError } from '#core/contract/errors.ts';
import { PROCESS_MARK } from '#core/pipeline/processes/process-tree.ts';
import { programOnPath } from '#core/pipeline/processes/program-on-path.ts';
import { runProgram } from './run-program.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** A job as the scheduler names it; `cluster` where there are several that it could be of. */
export type SlurmJob = { readonly job: string; readonly cluster: string | null };

/** A controller that is busy answers late; one that is gone, never. */
const LIMIT_SECONDS = 120;

/**
 * Why Slurm can not be asked from here; null where it can.
 *
 * @param node - the program that tasks would run
 */
export async function slurmRefusal(env: Environment, node: string): Promise<string | null> {
  if ((await programOnPath('sbatch', env)) === null) {
    return 'this machine has no sbatch on its PATH: jobs are submitted where Slurm is installed, mostly a login node';
  }
  const mounted = env.APPDIR;
  return env.APPIMAGE !== undefined && mounted !== undefined && node.startsWith(mounted)
    ? 'the nodes of a cluster see no AppImage that runs here: submit with the command line, or with the app unpacked from its tar.gz on a shared disk'
    : null;
}

/**
 * Submits a batch script.
 *
 * @throws IncumbentError `process-failed` with what sbatch says; details: `asked`, true where the job may be there all the same
 */
export async function submitScript(call: {
  readonly args: readonly string[];
  readonly script: string;
  readonly env: Environment;
}): Promise<SlurmJob> {
  const { args, script, env } = call;
  const program = await programOnPath('sbatch', env);
  if (program === null) {
    throw failed('there is no sbatch on PATH', { script, asked: false });
  }
  const { stdout, problem, isLate } = await runProgram({
    program,
    args: [...args, script],
    env: submissionEnvironment(env),
    limitSeconds: LIMIT_SECONDS,
  });
  const job = parseAnswer(stdout);
  if (job !== null && problem === null) {
    return job;
  }
  const why = problem ?? `its answer has no job id: ${JSON.stringify(stdout.trim())}`;
  throw failed(why, { script, asked: isLate || problem === null });
}

function failed(why: string, details: { readonly script: string; readonly asked: boolean }): IncumbentError {
  const whether = details.asked ? '. Whether it took the job, `squeue` tells' : '';
  const message = `Slurm must take the job, but sbatch did not: ${why}${whether}`;
  return new IncumbentError('process-failed', message, details);
}

/** `4711` or `4711;cluster`, in the last line that is one: what a site's filters print may come before. */
export function parseAnswer(stdout: string): SlurmJob | null {
  const answers = stdout.split('\n').map((line) => /^(\d+)(?:;(\S+))?$/.exec(line.trim()));
  const [, job, cluster = null] = answers.findLast((answer) => answer !== null) ?? [];
  return job === undefined ? null : { job, cluster };
}

/**
 * The environment that a job begins with. What another job was given (`SLURM_MEM_PER_NODE`, `SLURM_CPU_BIND`) would bind
 * this one where it is submitted from within that; where Slurm's own settings are stays.
 */
export function submissionEnvironment(env: Environment): Environment {
  return Object.fromEntries(
    Object.entries(env).filter(
      ([name]) =>
        name === 'SLURM_CONF' || !(/^(SLURM|SLURMD|SRUN|PMIX?)_/.test(name) || name === PROCESS_MARK),
    ),
  );
}
