import type { Launch } from '#core/contract/run/run-view.ts';
import { aliveWorkers } from '#core/launch/workers/alive-workers.ts';
import type { Clock } from '#core/platform/clock.ts';
import { requestStop, stopsSince } from '#core/state/root/control.ts';
import { readRunRecord } from '#core/state/root/run-record.ts';
import { tasksToCome } from '#core/state/root/submission-progress.ts';
import { listSubmissions, type Submission } from '#core/state/root/submissions.ts';
import { listWorkers, type WorkerEntry, type WorkerRegistration } from '#core/state/workers/workers.ts';
import { requireOwnRun } from './require-own-run.ts';

export type StopWish = {
  readonly root: string;
  readonly now: boolean;
  /** Who asks, in words. */
  readonly by: string;
  readonly clock: Clock;
};

/** The workers that a stop binds: those that live, or of which it can't be known from here. */
export type Stopping = {
  readonly root: string;
  readonly bound: readonly WorkerRegistration[];
  /** How many more were being started, as far as the last launch tells; they are bound too. */
  readonly starting: number;
  /** Tasks of a cluster's jobs that have not begun, by their submission: they leave at once when they begin. */
  readonly waiting: readonly WaitingTasks[];
};

export type WaitingTasks = { readonly submission: Submission; readonly tasks: number };

/** A launch whose workers have not come after this long has failed. */
const START_MS = 60_000;

/**
 * Asks every worker of a root to stop, on whatever machine, those that are being started included; nothing is written
 * where none can be alive.
 *
 * @throws IncumbentError where the directory is no run of ours
 */
export async function stopRun({ root: path, now, by, clock }: StopWish): Promise<Stopping> {
  const root = await requireOwnRun(path);
  // Who is to come is read first and the workers once: one that registers meanwhile is one that is being started.
  const launch = (await readRunRecord(root)).launches.at(-1);
  const submissions = await listSubmissions(root);
  const workers = await listWorkers(root);
  const bound = await aliveWorkers(root, clock, workers);
  const starting = startingWorkers(launch, workers, clock);
  const sight = { workers, stops: await stopsSince(root, 0), now: clock.now().getTime() };
  const waiting = submissions
    .map((submission) => ({ submission, tasks: tasksToCome(submission, sight) }))
    .filter(({ tasks }) => tasks > 0);
  if (bound.length + starting + waiting.length > 0) {
    await requestStop(root, { kind: now ? 'now' : 'finish', by }, clock);
  }
  return { root, bound, starting, waiting };
}

/** A launch is in the record before its workers are: between the two nobody is registered who could be seen. */
function startingWorkers(launch: Launch | undefined, workers: readonly WorkerEntry[], clock: Clock): number {
  if (
    launch === undefined ||
    launch.scheduler !== undefined ||
    clock.now().getTime() - Date.parse(launch.at) > START_MS
  ) {
    return 0;
  }
  const come = workers.filter(({ registration }) => registration.registered_at >= launch.at);
  return Math.max(0, launch.workers - come.length);
}
