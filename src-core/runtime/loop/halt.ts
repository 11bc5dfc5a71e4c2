import type { Clock } from '#core/platform/clock.ts';
import type { Logger } from '#core/platform/log.ts';
import { requestStop } from '#core/state/root/control.ts';
import { isHurried, orderOf } from '../stops/stop-orders.ts';
import type { StopWatch } from '../stops/stop-watch.ts';
import type { LoopPorts } from './loop-ports.ts';
import { patiently, REPORT_PATIENCE_SECONDS } from './patience.ts';

type HaltPorts = {
  readonly root: string;
  readonly worker: string;
  readonly stops: StopWatch;
  readonly clock: Clock;
  readonly log: Logger;
};

/** `LoopPorts.halt`. Others would go on beginning trials: a disk that refuses is waited for as with a result. */
export function createHalt({ root, worker, stops, clock, log }: HaltPorts): LoopPorts['halt'] {
  const patience = {
    clock,
    log,
    seconds: REPORT_PATIENCE_SECONDS,
    isHurried: () => isHurried(stops.order),
  };
  return async (trial, message) => {
    const error = { kind: 'error', by: worker, message, ...(trial === null ? {} : { trial }) } as const;
    const order = orderOf(await patiently(patience, () => requestStop(root, error, clock)));
    if (order !== null) {
      stops.give(order);
    }
  };
}
