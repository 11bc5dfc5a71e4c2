import type { Stop } from '#core/state/root/control.ts';
import { LEFT_REPLACED, type WorkerExit } from '../worker-exit.ts';

/** What a worker has been told: end after the evaluation in progress, interrupt it, or leave without writing. */
export type StopOrder = WorkerExit & { readonly kind: 'finish' | 'now' | 'leave' };

/** One attempt of one trial is to end, while its worker goes on. */
export type TrialStop = { readonly trial: string; readonly attempt: number; readonly by: string };

/** All that stands in a root for one worker. */
export type OrdersInRoot = {
  /** The strictest for the worker itself. */
  readonly order: StopOrder | null;
  readonly trials: readonly TrialStop[];
};

/** The single trial that a stop means; null for one that binds workers. */
export function trialStopOf({ kind, trial, attempt, by }: Stop): TrialStop | null {
  return kind === 'now' && trial !== null && attempt !== null ? { trial, attempt, by } : null;
}

/** Whether an order lets nobody wait for anything any more. */
export function isHurried(order: StopOrder | null): boolean {
  return order !== null && order.kind !== 'finish';
}

const RANK = { finish: 0, now: 1, leave: 2 } as const;

/** The stricter of two orders; the earlier of equals. */
export function stricter(before: StopOrder | null, after: StopOrder | null): StopOrder | null {
  if (before === null || after === null) {
    return before ?? after;
  }
  return RANK[after.kind] > RANK[before.kind] ? { ...after, ...keptReason(before, after) } : before;
}

/** A run that an error halted stays so when somebody then hurries it. */
function keptReason(before: StopOrder, after: StopOrder): Partial<WorkerExit> {
  return before.reason === 'error' && after.kind === 'now'
    ? { reason: before.reason, because: before.because }
    : {};
}

/** What a stop that stands in the root means for a worker that it binds; null for a stop of one single trial. */
export function orderOf(stop: Stop): StopOrder | null {
  if (stop.kind === 'error') {
    const where = stop.trial === null ? '' : ` of trial ${stop.trial}`;
    const what = stop.message === null ? '' : `: ${stop.message}`;
    return {
      kind: 'finish',
      reason: 'error',
      because: `an evaluation${where} failed and ignore_errors is false${what}`,
    };
  }
  if (stop.trial !== null) {
    return null;
  }
  return stop.kind === 'now'
    ? { kind: 'now', reason: 'stopped', because: `stopped from ${stop.by}, at once` }
    : {
        kind: 'finish',
        reason: 'stopped',
        because: `stopped from ${stop.by}, after the evaluation in progress`,
      };
}

/** What the first, and what the second and every further signal to the process means. */
export function orderOfSignal(signal: string, count: number): StopOrder {
  return count <= 1
    ? {
        kind: 'finish',
        reason: 'stopped',
        because: `stopped by ${inWords(signal)}, after the evaluation in progress`,
      }
    : { kind: 'now', reason: 'stopped', because: `stopped a second time, by ${inWords(signal)}, at once` };
}

/** The scheduler is about to end a worker's job. */
export function warningOfTask(signal: string): StopOrder {
  const because = `the scheduler soon ends its job (${signal}): after the evaluation in progress`;
  return { kind: 'finish', reason: 'stopped', because };
}

/** The scheduler ends a worker's job: at its time limit, for a job that goes before, or because somebody cancelled it. */
export function endOfTask(signal: string): StopOrder {
  return { kind: 'now', reason: 'stopped', because: `the scheduler ended its job (${signal}), at once` };
}

export const ROOT_REPLACED: StopOrder = { kind: 'leave', ...LEFT_REPLACED };

function inWords(signal: string): string {
  return signal === 'SIGINT' ? 'Ctrl-C' : `a signal (${signal})`;
}
