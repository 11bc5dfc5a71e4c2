import type { SubmissionQueue } from '#core/contract/run/cluster.ts';
import type { SubmissionStatus } from '#core/contract/run/status.ts';

/** `4 tasks as Slurm job 4711, 3 begun`. */
export function submissionText({ job, cluster, tasks, begun }: SubmissionStatus): string {
  const count = `${tasks} ${tasks === 1 ? 'task' : 'tasks'}`;
  const where = cluster === null ? '' : ` of ${cluster}`;
  const which = job === null ? 'a Slurm job without a known id' : `Slurm job ${job}${where}`;
  return `${count} as ${which}, ${begun} begun`;
}

/** `Slurm: 1 pending (Resources), 3 running`, and as which job where that is news. */
export function queueText({ job, states, reason, problem }: SubmissionQueue): string {
  if (states === null) {
    return `Slurm could not be asked: ${problem}`;
  }
  const parts = Object.entries(states).map(([state, count]) => {
    const why = state === 'PENDING' && reason !== null ? ` (${reason})` : '';
    return `${count} ${state.toLowerCase()}${why}`;
  });
  const found = job === undefined ? '' : `, as job ${job}`;
  return `Slurm: ${parts.join(', ') || 'none waits or runs any more'}${found}`;
}
