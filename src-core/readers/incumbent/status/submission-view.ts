import type { RunState, SubmissionStatus } from '#core/contract/run/status.ts';
import {
  begunTasks,
  isBound,
  isTaskOf,
  isUnanswered,
  jobOf,
  type SubmissionSight,
  tasksToCome,
} from '#core/state/root/submission-progress.ts';
import type { Submission } from '#core/state/root/submissions.ts';
import { mayLive, type WorkerView } from '#core/state/workers/worker-view.ts';

/** The submissions for `status`, oldest first. */
export function submissionStatuses(
  submissions: readonly Submission[],
  sight: SubmissionSight<WorkerView>,
): readonly SubmissionStatus[] {
  return submissions.map((submission) => ({
    submission: submission.submission,
    scheduler: submission.scheduler,
    job: jobOf(submission, sight),
    cluster: submission.cluster,
    at: submission.at,
    host: submission.host,
    by: submission.by,
    options: [...submission.options],
    tasks: submission.tasks,
    begun: begunTasks(submission, sight),
    waiting: tasksToCome(submission, sight),
    alive: sight.workers.filter((worker) => isTaskOf(worker, submission) && mayLive(worker)).length,
  }));
}

/** What is to be known of the newest submission where nobody heard an answer to it; null where that is not so. */
export function unansweredMessage(
  state: RunState,
  submissions: readonly Submission[],
  sight: SubmissionSight,
): string | null {
  const newest = submissions.at(-1);
  if (
    (state !== 'empty' && state !== 'stopped') ||
    newest === undefined ||
    isBound(newest, sight) ||
    !isUnanswered(newest, sight)
  ) {
    return null;
  }
  const { submission, tasks } = newest;
  const what = `${submission} (${tasks} ${tasks === 1 ? 'task' : 'tasks'})`;
  return `Slurm gave no answer to submission ${what}: whoever submitted it was ended. Submit again, unless \`squeue\` shows its job`;
}

/** Why a run stands still that could go on, where tasks of it have not begun; null where that is not the reason. */
export function waitingMessage(state: RunState, submissions: readonly SubmissionStatus[]): string | null {
  const waiting = submissions.filter((submission) => submission.waiting > 0);
  if ((state !== 'empty' && state !== 'stopped') || waiting.length === 0) {
    return null;
  }
  const parts = waiting.map(({ job, submission, tasks, begun }) => {
    const which = job === null ? `submission ${submission}` : `job ${job}`;
    return `${begun} of ${tasks} ${tasks === 1 ? 'task' : 'tasks'} of ${which} ${begun === 1 ? 'has' : 'have'} begun`;
  });
  return `Submitted to Slurm: ${parts.join(', ')}`;
}
