import type { RunState, SubmissionStatus } from '#core/contract/run/status.ts';
import type { Stop } from '#core/state/root/control.ts';
import type { Submission } from '#core/state/root/submissions.ts';
import type { WorkerEntry } from '#core/state/workers/workers.ts';
import { isForOneTrial } from '../status/stops-in-force.ts';
import { mayLive, type WorkerView } from './worker-view.ts';

/**
 * So long after it was asked, sbatch has answered: whoever asked was ended before, and most times no job was made. Only
 * what is shown rests on it.
 */
const ANSWER_MS = 10 * 60_000;

/** What tells how far submissions have come. */
export type SubmissionSight<Worker extends WorkerEntry = WorkerEntry> = {
  readonly workers: readonly Worker[];
  readonly stops: readonly Stop[];
  /** Milliseconds since the epoch. */
  readonly now: number;
};

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

/** Tasks that have not begun and will work when they do: a stop binds those of the submissions before it. */
export function tasksToCome(submission: Submission, sight: SubmissionSight): number {
  return isBound(submission, sight) || isUnanswered(submission, sight)
    ? 0
    : Math.max(0, submission.tasks - begunTasks(submission, sight));
}

function isBound(submission: Submission, { stops }: SubmissionSight): boolean {
  return stops.some((stop) => stop.generation > submission.generation && !isForOneTrial(stop));
}

/** Whether nothing is known of its job, neither from the scheduler nor from a task, and nothing will come any more. */
function isUnanswered(submission: Submission, sight: SubmissionSight): boolean {
  const isLate = sight.now - Date.parse(submission.at) > ANSWER_MS;
  return isLate && jobOf(submission, sight) === null && begunTasks(submission, sight) === 0;
}

/** As the scheduler answered; where nobody heard the answer, a task tells once it has begun. */
function jobOf(submission: Submission, { workers }: SubmissionSight): string | null {
  const tasks = workers.filter((worker) => isTaskOf(worker, submission));
  return submission.job ?? tasks.find(isOfJob)?.registration.task?.job ?? null;
}

function isOfJob({ registration }: WorkerEntry): boolean {
  return registration.task?.job !== undefined;
}

/** A task that was put back into the queue begins more than once. */
function begunTasks(submission: Submission, { workers }: SubmissionSight): number {
  const tasks = workers.filter((worker) => isTaskOf(worker, submission));
  return new Set(tasks.map(({ registration }) => registration.task?.index)).size;
}

function isTaskOf({ registration }: WorkerEntry, { submission }: Submission): boolean {
  return registration.task?.submission === submission;
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
