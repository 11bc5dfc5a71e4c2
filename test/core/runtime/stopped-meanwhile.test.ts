import { afterEach, describe, expect, it } from 'vitest';
import type { Ask } from '#core/optimizers/optimizer.ts';
import { systemClock } from '#core/platform/clock.ts';
import { createStopWatch, type StopWatch } from '#core/runtime/stops/stop-watch.ts';
import { ordersInRoot } from '#core/runtime/stops/worker-orders.ts';
import { requestStop } from '#core/state/root/control.ts';
import { sampleOf } from '#test/core/state/run-fixture.ts';
import { always, loopingWorkersOfThisFile, SUCCESS } from './looping-workers.ts';

const { root, worker } = loopingWorkersOfThisFile();

let stops: StopWatch;
afterEach(() => stops.close());

/** Orders as they stand in the root, where no file event tells of them. */
function withoutEvents(): StopWatch {
  const session = { lookAtRoot: () => 'ours' as const };
  const orders = ordersInRoot({ session, root: root(), generation: 0, clock: systemClock });
  stops = createStopWatch({ directory: '/nowhere/at/all', ...orders });
  return stops;
}

const halted = () =>
  requestStop(root(), { kind: 'error', by: 'another', trial: '9', message: 'it failed' }, systemClock);

describe('a run that another worker halts', () => {
  it('while the optimizer thinks: what comes of it is not begun, and waits', async () => {
    let asked = 0;
    const ask: Ask = () => {
      asked += 1;
      if (asked === 2) {
        void halted();
      }
      return sampleOf(asked);
    };
    const { session, loop } = await worker({}, { ask, stops: withoutEvents() });
    expect(await loop).toMatchObject({ exit: { reason: 'error' }, evaluations: 1 });
    expect(session.ledger.counts()).toMatchObject({ success: 1, pending: 1, evaluating: 0 });
  });

  it('during an evaluation: that is finished, and no further number is taken', async () => {
    const host = {
      ...always(SUCCESS),
      evaluate: async () => {
        await halted();
        return SUCCESS;
      },
    };
    const { session, loop } = await worker({}, { host, stops: withoutEvents() });
    expect(await loop).toMatchObject({ exit: { reason: 'error' }, evaluations: 1 });
    expect(session.ledger.counts()).toMatchObject({ success: 1, pending: 0, evaluating: 0 });
    expect(session.ledger.lastNumber).toBe(1);
  });
});
