import type { SubmissionQueue } from '#core/contract/cluster.ts';
import type { RunStatus } from '#core/contract/status.ts';
import { askQueue } from '#core/launch/slurm/squeue.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What Slurm says of the jobs of a run that may not be over. Its programs are asked side by side, each with a limit of time. */
export async function askSlurm(
  { submissions = [] }: Pick<RunStatus, 'submissions'>,
  env: Environment,
): Promise<readonly SubmissionQueue[]> {
  const open = submissions.filter(({ waiting, alive }) => waiting + alive > 0);
  return await Promise.all(
    open.map(async ({ submission, job, cluster }): Promise<SubmissionQueue> => {
      if (job === null) {
        return { submission, states: null, reason: null, problem: 'sbatch has not told the id of the job' };
      }
      const queue = await askQueue({ job, cluster }, env);
      return typeof queue === 'string'
        ? { submission, states: null, reason: null, problem: queue }
        : { submission, states: { ...queue.states }, reason: queue.reason, problem: null };
    }),
  );
}
