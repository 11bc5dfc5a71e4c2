import { aliveWorkers } from '#core/launch/alive-workers.ts';
import type { Clock } from '#core/platform/clock.ts';
import { requestStop } from '#core/state/control.ts';
import type { WorkerRegistration } from '#core/state/workers.ts';
import { requireOwnRun } from './resume-run.ts';

export type StopWish = {
  readonly root: string;
  readonly now: boolean;
  /** Who asks, in words. */
  readonly by: string;
  readonly clock: Clock;
};

/** The workers that a stop binds: those that live, or of which it can't be known from here. */
export type Stopping = { readonly root: string; readonly bound: readonly WorkerRegistration[] };

/**
 * Asks every worker of a root to stop, on whatever machine; nothing is written where none can be alive.
 *
 * @throws IncumbentError where the directory is no run of ours
 */
export async function stopRun({ root: path, now, by, clock }: StopWish): Promise<Stopping> {
  const root = await requireOwnRun(path);
  const bound = await aliveWorkers(root, clock);
  if (bound.length > 0) {
    await requestStop(root, { kind: now ? 'now' : 'finish', by }, clock);
  }
  return { root, bound };
}
