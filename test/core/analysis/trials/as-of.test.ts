import { describe, expect, it } from 'vitest';
import { trajectoryOf } from '#core/analysis/charts/trajectory.ts';
import { listOf } from '#core/analysis/charts/trajectory-points.ts';
import { instantOf, momentsOf, trialsAsOf } from '#core/analysis/trials/as-of.ts';
import { bestOf } from '#core/analysis/trials/best.ts';
import { isCompleted } from '#core/contract/run/trial.ts';
import { fc } from '#test/support/fast-check.ts';
import { arbitraryTrials, at, success, trial } from '../trials.ts';

const TRIALS = [
  success(1, 0.3, 20, { sampled_at: at(0), started_at: at(0) }),
  success(2, 0.1, 10, { sampled_at: at(0), started_at: at(1) }),
  success(3, 0.2, 40, { sampled_at: at(15), started_at: at(30) }),
  trial(4, { state: 'evaluating', sampled_at: at(41), started_at: at(41) }),
];

const states = (moment: number) =>
  trialsAsOf(TRIALS, moment).map((each) => `${each.trial} ${each.state} ${each.loss}`);

describe('a run as it was', () => {
  it('has the trials that had ended, in their order of ending, and what was under way', () => {
    expect(states(1)).toEqual(['1 evaluating null', '2 success 0.1']);
    expect(states(2)).toEqual(['1 success 0.3', '2 success 0.1', '3 pending null']);
    expect(states(3)).toEqual(['1 success 0.3', '2 success 0.1', '3 success 0.2']);
    expect(states(0)).toEqual([]);
  });

  it('tells when that was', () => {
    expect([0, 1, 3].map((moment) => instantOf(TRIALS, moment))).toEqual([null, at(10), at(40)]);
    expect(momentsOf(TRIALS)).toBe(3);
  });

  it('has as many completed trials as the moment says, and never a better loss than later', () => {
    fc.assert(
      fc.property(arbitraryTrials, fc.nat(60), (trials, wish) => {
        const moment = Math.min(wish, momentsOf(trials));
        const then = trialsAsOf(trials, moment);
        expect(then.filter(({ state }) => isCompleted(state))).toHaveLength(moment);
        const [before, now] = [bestOf(then)?.loss ?? Infinity, bestOf(trials)?.loss ?? Infinity];
        expect(before).toBeGreaterThanOrEqual(now);
      }),
    );
  });

  it('draws the beginning of the same trajectory', () => {
    const options = { axis: 'evaluation', fidelity: null } as const;
    const whole = listOf(trajectoryOf(TRIALS, options).points);
    expect(listOf(trajectoryOf(trialsAsOf(TRIALS, 2), options).points)).toEqual(whole.slice(0, 2));
  });
});
