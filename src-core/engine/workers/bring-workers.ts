import { IncumbentError } from '#core/contract/errors.ts';
import type { TaskProgram } from '#core/launch/slurm/batch-script.ts';
import { slurmRefusal } from '#core/launch/slurm/sbatch.ts';
import { readSbatchOptions } from '#core/launch/slurm/sbatch-options.ts';
import { submitWorkers } from '#core/launch/slurm/submit-workers.ts';
import {
  type StartedWorkers,
  startWorkers,
  type WorkersRequest,
} from '#core/launch/workers/start-workers.ts';
import type { Submission } from '#core/state/root/submissions.ts';
import { type LaunchHost, type LaunchWish, withoutSecrets } from './launch-host.ts';

export type WorkersPlace = Pick<
  WorkersRequest,
  'root' | 'generation' | 'interpreter' | 'maxEvaluations' | 'environments'
>;

export type BroughtWorkers = StartedWorkers & { readonly submission: Submission | null };

/**
 * Starts the workers of a launch on this machine, or submits them to Slurm.
 *
 * @throws IncumbentError as `startWorkers` and `submitWorkers` do
 */
export async function bringWorkers(
  host: LaunchHost,
  wish: LaunchWish,
  place: WorkersPlace,
): Promise<BroughtWorkers> {
  if (wish.slurm === undefined || wish.workers === 0) {
    const { logLevel, version, workerEntry } = host;
    host.onStarting?.();
    return { ...(await startWorkers({ ...place, logLevel, version, workerEntry })), submission: null };
  }
  const { root, generation, interpreter, maxEvaluations } = place;
  const { kept, secrets } = withoutSecrets(wish.env);
  const submission = await submitWorkers({
    root,
    generation,
    interpreter,
    maxEvaluations,
    tasks: wish.workers,
    options: wish.slurm.options,
    env: kept,
    secrets,
    program: taskProgram(host),
    hostEnv: host.env,
    by: host.by,
    clock: host.clock,
  });
  return { started: [], failures: [], submission };
}

/** What a task runs: the program that this process runs. */
export function taskProgram({ commandEntry }: LaunchHost): TaskProgram {
  return { node: process.execPath, command: commandEntry, isElectron: 'electron' in process.versions };
}

/**
 * Refuses before anything is written.
 *
 * @throws IncumbentError `process-failed` where Slurm can not be asked from here, `usage` for options that can't be given
 */
export async function checkSlurm(host: LaunchHost, { slurm }: Pick<LaunchWish, 'slurm'>): Promise<void> {
  if (slurm === undefined) {
    return;
  }
  const refusal = await slurmRefusal(host.env, process.execPath);
  if (refusal !== null) {
    throw new IncumbentError('process-failed', `Slurm can not be asked from here: ${refusal}`, {
      program: 'sbatch',
      path: host.env.PATH,
    });
  }
  readSbatchOptions(slurm.options);
}
