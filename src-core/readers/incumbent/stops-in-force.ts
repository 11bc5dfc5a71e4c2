import type { Stop } from '#core/state/control.ts';
import type { WorkerView } from './worker-view.ts';

/**
 * The stops after which nobody has resumed: no worker has registered at their generation or later. What interrupts one
 * trial alone stops no worker and is left out. Oldest first.
 */
export function stopsInForce(stops: readonly Stop[], workers: readonly WorkerView[]): readonly Stop[] {
  const resumed = Math.max(0, ...workers.map(({ registration }) => registration.generation));
  return stops
    .filter((stop) => stop.generation > resumed && !isForOneTrial(stop))
    .sort((a, b) => a.generation - b.generation);
}

export function isForOneTrial(stop: Stop): boolean {
  return stop.kind === 'now' && stop.trial !== null;
}
