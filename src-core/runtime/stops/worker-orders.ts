import { existsSync } from 'node:fs';
import type { Clock } from '#core/platform/clock.ts';
import { runLayout } from '#core/state/layout.ts';
import { stopsSince } from '#core/state/root/control.ts';
import type { WorkerSession } from '#core/state/session/worker-session.ts';
import {
  endOfTask,
  type OrdersInRoot,
  orderOf,
  orderOfSignal,
  ROOT_REPLACED,
  type StopOrder,
  stricter,
  trialStopOf,
  warningOfTask,
} from './stop-orders.ts';
import type { StopWatch, StopWatchOptions } from './stop-watch.ts';

/** How long a root may be away, as on a network disk, until its workers leave. */
const GONE_SECONDS = 3;

type SignalOrder = (signal: string, count: number) => StopOrder;

/** What the signals to a worker mean. */
export type SignalMeanings = Readonly<Partial<Record<NodeJS.Signals, SignalOrder>>>;

/** For a process of somebody's machine: once finishes, twice interrupts. */
export const OWN_SIGNALS: SignalMeanings = {
  SIGINT: orderOfSignal,
  SIGTERM: orderOfSignal,
  SIGHUP: orderOfSignal,
};

/** For a task of a cluster's job: the scheduler warns of the end by SIGUSR2; SIGTERM is the end, SIGKILL follows in seconds. */
export const TASK_SIGNALS: SignalMeanings = {
  ...OWN_SIGNALS,
  SIGTERM: endOfTask,
  SIGUSR2: warningOfTask,
};

export type OrderSource = {
  readonly session: Pick<WorkerSession, 'lookAtRoot'>;
  readonly root: string;
  /** Only later stops bind this worker. */
  readonly generation: number;
  readonly clock: Clock;
};

/** What stands in the root for a worker of this generation. */
export function ordersInRoot({
  session,
  root,
  generation,
  clock,
}: OrderSource): Pick<StopWatchOptions, 'look' | 'hasNews'> {
  const layout = runLayout(root);
  let goneSince: number | null = null;
  let seen = generation;
  async function look(): Promise<OrdersInRoot> {
    const sight = session.lookAtRoot();
    goneSince = sight === 'gone' ? (goneSince ?? clock.monotonic()) : null;
    if (sight === 'replaced' || (goneSince !== null && clock.monotonic() - goneSince >= GONE_SECONDS)) {
      return { order: ROOT_REPLACED, trials: [] };
    }
    const stops = await stopsSince(root, generation);
    seen = stops.at(-1)?.generation ?? generation;
    return {
      order: stops.map(orderOf).reduce(stricter, null),
      trials: stops.map(trialStopOf).filter((stop) => stop !== null),
    };
  }
  return { look, hasNews: () => existsSync(layout.stop(seen + 1)) };
}

/** Passes the process's signals on as orders, until the returned function is called. */
export function obeySignals(stops: StopWatch, meanings: SignalMeanings): () => void {
  let count = 0;
  const listeners = Object.entries(meanings).map(([signal, orderOf]) => {
    const listener = () => {
      count += 1;
      stops.give(orderOf(signal, count));
    };
    process.on(signal, listener);
    return [signal, listener] as const;
  });
  return () => {
    for (const [signal, listener] of listeners) {
      process.off(signal, listener);
    }
  };
}
