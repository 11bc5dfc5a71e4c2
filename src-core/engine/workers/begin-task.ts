import { existsSync } from 'node:fs';
import { IncumbentError } from '#core/contract/errors.ts';
import { dealtVariables } from '#core/launch/workers/dealt-variables.ts';
import type { WorkerCommand } from '#core/runtime/start/worker-command.ts';
import { runLayout } from '#core/state/layout.ts';
import { readRunRecord } from '#core/state/root/run-record.ts';
import { readSubmission, type Submission } from '#core/state/root/submissions.ts';
import { type LaunchHost, withoutSecrets } from './launch-host.ts';

/** What a worker knows before it registers. */
export type WorkerBeginning = Pick<
  WorkerCommand,
  'generation' | 'interpreter' | 'maxEvaluations' | 'dealt' | 'task'
> & {
  /** Complete. */
  readonly env: Readonly<Record<string, string | undefined>>;
};

export type TaskWish = {
  readonly root: string;
  readonly submission: string;
  /** What was given to this task alone. */
  readonly env: Readonly<Record<string, string>>;
};

/**
 * What a task of a cluster's job begins with, as its submission in the root says. It begins at the stop generation of the
 * submission: a stop that came while it waited binds it.
 *
 * @throws IncumbentError `not-found` where the root knows no such submission, `root-replaced` where that is of another job,
 * `usage` where a secret variable did not come
 */
export async function beginTask(host: LaunchHost, wish: TaskWish): Promise<WorkerBeginning> {
  const { root, submission: name } = wish;
  const submission = await readSubmission(root, name);
  if (submission === null) {
    const path = runLayout(root).submission(name);
    throw new IncumbentError(
      'not-found',
      `A task belongs to a submission of its run; there is none: ${path}`,
      {
        path,
      },
    );
  }
  const job = host.env.SLURM_ARRAY_JOB_ID ?? host.env.SLURM_JOB_ID;
  refuseOtherJob(root, submission, job);
  const index = taskIndex(host.env);
  const { settings } = await readRunRecord(root);
  const secrets = secretsOf(submission, host.env);
  const given = { ...settings.incumbent.env, ...submission.env, ...secrets, ...wish.env };
  const { all, dealt } = dealtVariables(given, index + 1).at(-1) ?? { all: given, dealt: {} };
  return {
    generation: submission.generation,
    interpreter: interpreterHere(submission),
    maxEvaluations: submission.max_evaluations ?? null,
    task: { submission: name, index, ...(job === undefined ? {} : { job }) },
    dealt: withoutSecrets(dealt).kept,
    env: { ...host.env, ...all },
  };
}

/** A job that waited while its run was overwritten has no part in the run that is there now. */
function refuseOtherJob(root: string, { submission, job }: Submission, own: string | undefined): void {
  if (own !== undefined && job !== null && own !== job) {
    throw new IncumbentError(
      'root-replaced',
      `A task is of the job that was submitted for its run, found job ${own}, while submission ${submission} of ${root} is job ${job}: the run was overwritten, or the script was submitted by hand. Submit the run again`,
      { root, job: own, expected: job },
    );
  }
}

/** 0 for a script that somebody runs by hand. */
function taskIndex(env: LaunchHost['env']): number {
  const index = Number(env.SLURM_ARRAY_TASK_ID ?? 0);
  return Number.isSafeInteger(index) && index >= 0 ? index : 0;
}

/** The Python that the submitting machine found, where this one has it too. */
function interpreterHere({ interpreter }: Submission): WorkerCommand['interpreter'] {
  return interpreter !== null && existsSync(interpreter.path) ? interpreter : null;
}

function secretsOf({ secret_env }: Submission, env: LaunchHost['env']): Readonly<Record<string, string>> {
  return Object.fromEntries(
    secret_env.map((name) => {
      const value = env[name];
      if (value === undefined) {
        throw new IncumbentError(
          'usage',
          `A secret variable is kept nowhere and comes with the job's environment, but ${name} did not: Slurm must be allowed to pass it on (--export)`,
          { variable: name },
        );
      }
      return [name, value];
    }),
  );
}
