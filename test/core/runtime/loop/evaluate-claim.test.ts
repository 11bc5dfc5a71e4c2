import { describe, expect, it } from 'vitest';
import type { EvaluationCall, EvaluationOutcome } from '#core/pipeline/pipeline.ts';
import { type EvaluationPorts, evaluateClaim } from '#core/runtime/loop/evaluate-claim.ts';
import { endOfTask, type StopOrder, warningOfTask } from '#core/runtime/stops/stop-orders.ts';
import type { Claim } from '#core/state/session/step.ts';

const FAILED: EvaluationOutcome = {
  kind: 'error',
  error: { type: 'ValueError', message: 'no', traceback: '' },
  cost: null,
};
const claim = { trial: '1', attempt: 1 } as Claim;
const call = { trial: '1' } as EvaluationCall;

/** A failing evaluation of two seconds in a worker that hears of `order` when it listens for one after it. */
function failing(isTask: boolean, order: StopOrder | null) {
  let [time, listeners] = [0, 0];
  const ports = {
    isTask,
    clock: { now: () => new Date(time * 1000), monotonic: () => time },
    host: {
      interrupt: () => undefined,
      evaluate: async () => {
        time += 2;
        return FAILED;
      },
    },
    stops: {
      onOrder: (listener: (order: StopOrder) => void) => {
        listeners += 1;
        if (listeners === 2) {
          time += 60;
          if (order !== null) {
            listener(order);
          }
        }
        return () => undefined;
      },
      onTrialStop: () => () => undefined,
    },
  } as unknown as EvaluationPorts;
  return evaluateClaim(ports, claim, { call, reported: () => null });
}

describe('an evaluation that fails', () => {
  it('is told with the time that it took, also in a task that waits whether its end was meant', async () => {
    const expected = { report: { kind: 'failed' }, seconds: 2, ended: 2000, stopped: false };
    expect(await failing(false, null)).toMatchObject(expected);
    expect(await failing(true, null)).toMatchObject(expected);
  });

  it('has no result where the scheduler ends its task, which a warning does not', async () => {
    expect(await failing(true, endOfTask('SIGTERM'))).toBeNull();
    expect(await failing(true, warningOfTask('SIGUSR2'))).toMatchObject({ report: { kind: 'failed' } });
  });
});
