import { describe, expect, it } from 'vitest';
import { NO_COUNTS } from '#core/analysis/trials/counts.ts';
import type { Counts, RunState, RunStatus } from '#core/contract/run/status.ts';
import { deriveState, type StateEvidence, trialCount } from '#core/readers/run-state.ts';

type Case = {
  readonly title: string;
  readonly counts?: Partial<Counts>;
  readonly evaluations?: readonly [number, number | null];
  readonly cost?: readonly [number, number | null];
  readonly duration?: readonly [number, number | null];
  readonly alive?: boolean;
  readonly exhausted?: boolean;
  readonly error?: boolean;
  readonly state: RunState;
  readonly because?: RunStatus['finished_because'];
};

const CASES: readonly Case[] = [
  { title: 'a run without trials and workers is empty', state: 'empty' },
  { title: 'a live worker makes it running, trials or not', alive: true, state: 'running' },
  {
    title: 'a live worker counts more than a used-up budget',
    alive: true,
    counts: { success: 5 },
    evaluations: [5, 5],
    state: 'running',
  },
  {
    title: 'a live worker counts more than an error elsewhere',
    alive: true,
    counts: { failed: 1 },
    error: true,
    state: 'running',
  },
  {
    title: 'stale trials beside a live worker are for that worker to take over',
    alive: true,
    counts: { stale: 1 },
    state: 'running',
  },
  {
    title: 'a stale trial without a live worker stalls it',
    counts: { stale: 1, success: 3 },
    state: 'stalled',
  },
  {
    title: 'a stale trial counts more than a halt on an error',
    counts: { stale: 1, failed: 1 },
    error: true,
    state: 'stalled',
  },
  { title: 'an error that halted it makes it failed', counts: { failed: 1 }, error: true, state: 'failed' },
  {
    title: 'an error on the last evaluation of the budget makes it failed',
    counts: { failed: 1, success: 4 },
    evaluations: [5, 5],
    error: true,
    state: 'failed',
  },
  {
    title: 'all evaluations completed is finished',
    counts: { success: 5 },
    evaluations: [5, 5],
    state: 'finished',
    because: 'evaluations',
  },
  {
    title: 'more completed than the total is finished',
    counts: { success: 6 },
    evaluations: [6, 5],
    state: 'finished',
    because: 'evaluations',
  },
  {
    title: 'a trial that waits leaves room in the budget: stopped',
    counts: { success: 4, pending: 1 },
    evaluations: [4, 5],
    state: 'stopped',
  },
  {
    title: 'the cost spent is finished',
    counts: { success: 2 },
    cost: [10, 10],
    state: 'finished',
    because: 'cost',
  },
  {
    title: 'the cost spent is finished though a trial waits: nothing new would start',
    counts: { success: 2, pending: 1 },
    cost: [11, 10],
    state: 'finished',
    because: 'cost',
  },
  {
    title: 'the duration spent is finished',
    counts: { success: 2 },
    duration: [60.2, 60],
    state: 'finished',
    because: 'duration',
  },
  {
    title: 'evaluations are named before cost',
    counts: { success: 2 },
    evaluations: [2, 2],
    cost: [10, 10],
    state: 'finished',
    because: 'evaluations',
  },
  {
    title: 'an optimizer without a further question is finished',
    counts: { success: 9 },
    exhausted: true,
    state: 'finished',
    because: 'exhausted',
  },
  { title: 'trials, room and nobody there is stopped', counts: { success: 1 }, state: 'stopped' },
  {
    title: 'a budget that is not reached is stopped',
    counts: { success: 1 },
    evaluations: [1, 2],
    state: 'stopped',
  },
];

function evidenceOf(row: Case): StateEvidence {
  const [completed, evaluationsTotal] = row.evaluations ?? [0, null];
  const [cost, costTotal] = row.cost ?? [0, null];
  const [duration, durationTotal] = row.duration ?? [0, null];
  return {
    counts: { ...NO_COUNTS, ...row.counts },
    anyWorkerAlive: row.alive ?? false,
    exhausted: row.exhausted ?? false,
    haltedByError: row.error ?? false,
    budget: {
      evaluations: { completed, committed: completed, total: evaluationsTotal },
      cost: { spent: cost, total: costTotal },
      duration: { spent: duration, total: durationTotal },
    },
  };
}

describe('the state of a run', () => {
  it.each(CASES)('$title', (row) => {
    expect(deriveState(evidenceOf(row))).toEqual({ state: row.state, finished_because: row.because ?? null });
  });

  it('has a cause exactly where it is finished', () => {
    for (const row of CASES) {
      const { state, finished_because } = deriveState(evidenceOf(row));
      expect(finished_because !== null).toBe(state === 'finished');
    }
  });

  it('counts trials of every state', () => {
    expect(trialCount({ ...NO_COUNTS, stale: 1, unreadable: 2, success: 4 })).toBe(7);
  });
});
