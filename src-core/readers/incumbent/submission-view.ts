import type { RunState, SubmissionStatus } from '#core/contract/status.ts';
import type { Stop } from '#core/state/control.ts';
import type { Submission } from '#core/state/submissions.ts';
import type { WorkerEntry } from '#core/state/workers.ts';
import { isForOneTrial } from './stops-in-force.ts';
import { mayLive, type WorkerView } from './worker-view.ts';

/** The submissions for `status`, oldest first. */
export function submissionStatuses(
  submissions: readonly Submission[],
  workers: readonly WorkerView[],
  stops: readonly Stop[],
): readonly SubmissionStatus[] {
  return submissions.map((submission) => ({
    submission: submission.submission,
    scheduler: submission.scheduler,
    job: submission.job,
    cluster: submission.cluster,
    at: submission.at,
    host: submission.host,
    by: submission.by,
    options: [...submission.options],
    tasks: submission.tasks,
    begun: begunTasks(submission, workers),
    waiting: tasksToCome(submission, workers, stops),
    alive: workers.filter((worker) => isTaskOf(worker, submission) && mayLive(worker)).length,
  }));
}

/** Tasks that have not begun and will work when they do: a stop binds those of the submissions before it. */
export function tasksToCome(
  submission: Submission,
  workers: readonly WorkerEntry[],
  stops: readonly Stop[],
): number {
  const isBound = stops.some((stop) => stop.generation > submission.generation && !isForOneTrial(stop));
  return isBound ? 0 : Math.max(0, submission.tasks - begunTasks(submission, workers));
}

/** A task that was put back into the queue begins more than once. */
function begunTasks(submission: Submission, workers: readonly WorkerEntry[]): number {
  const tasks = workers.filter((worker) => isTaskOf(worker, submission));
  return new Set(tasks.map(({ registration }) => registration.task?.index)).size;
}

function isTaskOf({ registration }: WorkerEntry, { submission }: Submission): boolean {
  return registration.task?.submission === submission;
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
