import type { SubmissionQueue } from '#core/contract/run/cluster.ts';
import type { RunStatus, SubmissionStatus } from '#core/contract/run/status.ts';
import { askQueue, findQueue, type JobQueue } from '#core/launch/slurm/squeue.ts';
import { realRoot } from '#core/readers/run-key.ts';
import { runLayout } from '#core/state/layout.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What Slurm says of the jobs of a run that may not be over. Its programs are asked side by side, each with a limit of time. */
export async function askSlurm(
  { root, submissions = [] }: Pick<RunStatus, 'root' | 'submissions'>,
  env: Environment,
): Promise<readonly SubmissionQueue[]> {
  const open = submissions.filter(({ waiting, alive }) => waiting + alive > 0);
  return await Promise.all(
    open.map(async (submission) => queueOf(submission.submission, await askFor(root, submission, env))),
  );
}

/** A job whose id nobody heard is known by its script. */
async function askFor(
  root: string,
  { submission, job, cluster }: SubmissionStatus,
  env: Environment,
): Promise<(JobQueue & { readonly job?: string }) | string> {
  return job === null
    ? await findQueue(runLayout(await realRoot(root)).batchScript(submission), env)
    : await askQueue({ job, cluster }, env);
}

function queueOf(submission: string, answer: Awaited<ReturnType<typeof askFor>>): SubmissionQueue {
  if (typeof answer === 'string') {
    return { submission, states: null, reason: null, problem: answer };
  }
  const { job, states, reason } = answer;
  return {
    submission,
    ...(job === undefined ? {} : { job }),
    states: { ...states },
    reason,
    problem: null,
  };
}
