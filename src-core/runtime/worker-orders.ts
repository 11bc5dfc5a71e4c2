import type { Clock } from '#core/platform/clock.ts';
import { stopsSince } from '#core/state/control.ts';
import type { WorkerSession } from '#core/state/worker-session.ts';
import {
  type OrdersInRoot,
  orderOf,
  orderOfSignal,
  ROOT_REPLACED,
  stricter,
  trialStopOf,
} from './stop-orders.ts';
import type { StopWatch } from './stop-watch.ts';

/** How long a root may be away, as on a network disk, until its workers leave. */
const GONE_SECONDS = 3;

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export type OrderSource = {
  readonly session: Pick<WorkerSession, 'lookAtRoot'>;
  readonly root: string;
  /** Only later stops bind this worker. */
  readonly generation: number;
  readonly clock: Clock;
};

/** What stands in the root for a worker of this generation. */
export function ordersInRoot({ session, root, generation, clock }: OrderSource): () => Promise<OrdersInRoot> {
  let goneSince: number | null = null;
  return async () => {
    const sight = session.lookAtRoot();
    goneSince = sight === 'gone' ? (goneSince ?? clock.monotonic()) : null;
    if (sight === 'replaced' || (goneSince !== null && clock.monotonic() - goneSince >= GONE_SECONDS)) {
      return { order: ROOT_REPLACED, trials: [] };
    }
    const stops = await stopsSince(root, generation);
    return {
      order: stops.map(orderOf).reduce(stricter, null),
      trials: stops.map(trialStopOf).filter((stop) => stop !== null),
    };
  };
}

/** Passes the process's signals on as orders, until the returned function is called. */
export function obeySignals(stops: StopWatch): () => void {
  let count = 0;
  const onSignal = (signal: string) => {
    count += 1;
    stops.give(orderOfSignal(signal, count));
  };
  for (const signal of SIGNALS) {
    process.on(signal, onSignal);
  }
  return () => {
    for (const signal of SIGNALS) {
      process.off(signal, onSignal);
    }
  };
}
