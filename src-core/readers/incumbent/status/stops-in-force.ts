import type { RunStatus } from '#core/contract/run/status.ts';
import { isForOneTrial, type Stop } from '#core/state/root/control.ts';
import type { WorkerView } from '#core/state/workers/worker-view.ts';

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

/** What all workers that live were asked to do; null where none lives or one goes on. */
export function stoppingOf(alive: readonly WorkerView[], stops: readonly Stop[]): RunStatus['stopping'] {
  const orders = alive.map(({ registration }) => {
    const bind = stops.filter((stop) => stop.generation > registration.generation && !isForOneTrial(stop));
    return bind.some(({ kind }) => kind === 'now') ? 'now' : bind.length > 0 ? 'finish' : null;
  });
  if (orders.length === 0 || orders.includes(null)) {
    return null;
  }
  return orders.includes('finish') ? 'finish' : 'now';
}
