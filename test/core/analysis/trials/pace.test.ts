import { describe, expect, it } from 'vitest';
import { expectedEnds, paceOf } from '#core/analysis/trials/pace.ts';
import type { Trial } from '#core/contract/run/trial.ts';
import { at, NOON, success, trial } from '../trials.ts';

const HOUR = 3600;

function now(second: number): number {
  return NOON + second * 1000;
}

/** Trials of a minute each, one after another from second `from` on. */
function minutes(count: number, from: number): Trial[] {
  return Array.from({ length: count }, (_, index) =>
    success(index, 1, from + (index + 1) * 60, { started_at: at(from + index * 60), cost: 2 }),
  );
}

describe('the pace of a run', () => {
  it('counts what was completed in the last hour', () => {
    expect(paceOf(minutes(180, 0), now(180 * 60))).toEqual({ trialsPerHour: 60, costPerHour: 120 });
  });

  it('measures a young run by its age', () => {
    expect(paceOf(minutes(10, 0), now(600))).toEqual({ trialsPerHour: 60, costPerHour: 120 });
  });

  it('measures a resumed run by the time since it went on', () => {
    const trials = [...minutes(10, 0), ...minutes(5, 20 * HOUR)];
    expect(paceOf(trials, now(20 * HOUR + 300))?.trialsPerHour).toBeCloseTo(60, 9);
  });

  it('counts a trial that took longer than the hour', () => {
    const long = success(1, 1, 5 * HOUR, { started_at: at(0) });
    expect(paceOf([long], now(5 * HOUR + 60))?.trialsPerHour).toBe(1);
  });

  it('lets the evaluation that is under way slow the pace down', () => {
    const waiting = trial(9, { state: 'evaluating', started_at: at(0) });
    const [first] = minutes(1, 1500);
    expect(first === undefined ? null : paceOf([waiting, first], now(1800))?.trialsPerHour).toBe(2);
  });

  it('counts failures and takes unknown and infinite costs for 0', () => {
    const trials = [
      trial(1, { state: 'failed', started_at: at(0), ended_at: at(1800), cost: 'NaN' }),
      trial(2, { state: 'crashed', started_at: at(0), ended_at: at(1800) }),
    ];
    expect(paceOf(trials, now(1800))).toEqual({ trialsPerHour: 4, costPerHour: 0 });
  });

  it('is unknown while nothing was completed, and of what a fast clock dates into the future', () => {
    expect(paceOf([], now(0))).toBeNull();
    expect(paceOf([trial(1, { state: 'evaluating', started_at: at(0) })], now(60))).toBeNull();
    expect(paceOf(minutes(10, 0), now(2 * HOUR))).toBeNull();
    expect(paceOf(minutes(1, 600), now(0))).toBeNull();
  });
});

describe('the expected end of a run', () => {
  const budget = {
    evaluations: { completed: 61, committed: 65, total: 100 as number | null },
    cost: { spent: 12, total: 24 as number | null },
    duration: { spent: 100, total: null as number | null },
  };
  const pace = { trialsPerHour: 13, costPerHour: 6 };

  it('says when each budget is used up, and which is first', () => {
    const ends = expectedEnds({ ...budget, duration: { spent: 100, total: 400 } }, pace, now(0));
    expect(ends).toEqual({
      evaluations: now(3 * HOUR),
      cost: now(2 * HOUR),
      duration: now(300),
      run: now(300),
    });
  });

  it('does not know of budgets that do not exist or of a run without pace', () => {
    expect(expectedEnds(budget, pace, now(0))).toMatchObject({ duration: null, run: now(2 * HOUR) });
    expect(expectedEnds(budget, null, now(0))).toEqual({
      evaluations: null,
      cost: null,
      duration: null,
      run: null,
    });
    expect(expectedEnds(budget, { ...pace, costPerHour: 0 }, now(0)).cost).toBeNull();
  });

  it('is now where a budget is used up already', () => {
    const used = { ...budget, evaluations: { completed: 101, committed: 101, total: 100 } };
    expect(expectedEnds(used, pace, now(5)).evaluations).toBe(now(5));
  });
});
