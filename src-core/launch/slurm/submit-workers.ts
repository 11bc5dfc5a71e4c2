import { hostname } from 'node:os';
import { IncumbentError } from '#core/contract/errors.ts';
import type { Interpreter } from '#core/pipeline/interpreters/interpreter.ts';
import type { Clock } from '#core/platform/clock.ts';
import {
  answerSubmission,
  createSubmission,
  type Submission,
  withdrawSubmission,
  writeBatchScript,
} from '#core/state/root/submissions.ts';
import { type BatchJob, batchScript, sbatchArguments, type TaskProgram } from './batch-script.ts';
import { type SlurmJob, submitScript } from './sbatch.ts';
import { readSbatchOptions } from './sbatch-options.ts';

export type SubmissionRequest = {
  /** Absolute, links resolved. */
  readonly root: string;
  /** The stop generation when it was asked for. */
  readonly generation: number;
  readonly tasks: number;
  /** Options of sbatch, one each. */
  readonly options: readonly string[];
  /** Variables of the tasks that may be kept with the run, and those that may not. */
  readonly env: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
  readonly interpreter: Interpreter | null;
  /** As `WorkersRequest` has it. */
  readonly maxEvaluations: number | null;
  readonly program: TaskProgram;
  /** The environment of the submitting program. */
  readonly hostEnv: Readonly<Record<string, string | undefined>>;
  readonly by: string;
  readonly clock: Clock;
};

/**
 * Submits workers as one array job. The root knows of it before the job can begin.
 *
 * @throws IncumbentError `usage` for options that can not be given, `process-failed` where sbatch refuses
 */
export async function submitWorkers(request: SubmissionRequest): Promise<Submission> {
  const { root, tasks, options, program, hostEnv, env, secrets } = request;
  const wish = readSbatchOptions(options);
  const submission = await createSubmission(root, {
    scheduler: 'slurm',
    tasks,
    generation: request.generation,
    at: request.clock.now().toISOString(),
    host: hostname(),
    by: request.by,
    options: [...options],
    env: { ...env },
    secret_env: Object.keys(secrets),
    interpreter: request.interpreter,
    max_evaluations: request.maxEvaluations,
  });
  const job: BatchJob = { root, submission: submission.submission, tasks, wish, program };
  const answer = await give(job, { ...hostEnv, ...secrets }).catch((thrown) => {
    // What may have been taken stays: its tasks would look for it.
    if (!(thrown instanceof IncumbentError && thrown.details.asked === true)) {
      withdrawSubmission(root, submission);
    }
    throw thrown;
  });
  return answerSubmission(root, submission, answer);
}

async function give(job: BatchJob, env: SubmissionRequest['hostEnv']): Promise<SlurmJob> {
  const script = writeBatchScript(job.root, job.submission, batchScript(job));
  return await submitScript({ args: sbatchArguments(job), script, env });
}
