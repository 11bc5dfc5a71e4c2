import type { WorkerEntry } from '../workers/workers.ts';
import { isForOneTrial, type Stop } from './control.ts';
import type { Submission } from './submissions.ts';

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

/** Tasks that have not begun and will work when they do: a stop binds those of the submissions before it. */
export function tasksToCome(submission: Submission, sight: SubmissionSight): number {
  return isBound(submission, sight) || isUnanswered(submission, sight)
    ? 0
    : Math.max(0, submission.tasks - begunTasks(submission, sight));
}

export function isBound(submission: Submission, { stops }: SubmissionSight): boolean {
  return stops.some((stop) => stop.generation > submission.generation && !isForOneTrial(stop));
}

/** Whether nothing is known of its job, neither from the scheduler nor from a task, and nothing will come any more. */
export function isUnanswered(submission: Submission, sight: SubmissionSight): boolean {
  const isLate = sight.now - Date.parse(submission.at) > ANSWER_MS;
  return isLate && jobOf(submission, sight) === null && begunTasks(submission, sight) === 0;
}

/** As the scheduler answered; where nobody heard the answer, a task tells once it has begun. */
export function jobOf(submission: Submission, { workers }: SubmissionSight): string | null {
  const tasks = workers.filter((worker) => isTaskOf(worker, submission));
  return submission.job ?? tasks.find(isOfJob)?.registration.task?.job ?? null;
}

function isOfJob({ registration }: WorkerEntry): boolean {
  return registration.task?.job !== undefined;
}

/** A task that was put back into the queue begins more than once. */
export function begunTasks(submission: Submission, { workers }: SubmissionSight): number {
  const tasks = workers.filter((worker) => isTaskOf(worker, submission));
  return new Set(tasks.map(({ registration }) => registration.task?.index)).size;
}

export function isTaskOf({ registration }: WorkerEntry, { submission }: Submission): boolean {
  return registration.task?.submission === submission;
}
