import { describe, expect, it } from 'vitest';
import { bestOf, bestTrial } from '#core/analysis/trials/best.ts';
import { countStates } from '#core/analysis/trials/counts.ts';
import { countsSchema } from '#core/contract/run/status.ts';
import { fc } from '#test/support/fast-check.ts';
import { arbitraryTrials, at, success, trial } from './trials.ts';

describe('the best trial', () => {
  it('is the success with the lowest loss', () => {
    const trials = [success(1, 3, 30), success(2, 1, 40), success(3, 2, 50)];
    expect(bestTrial(trials)).toBe(trials[1]);
  });

  it('is the first that ended of those with the same loss', () => {
    const trials = [success(1, 1, 30), success(2, 1, 20), success(3, 1, 20)];
    expect(bestTrial(trials)?.trial).toBe('2');
    expect(bestTrial(trials.toReversed())?.trial).toBe('2');
  });

  it('is never a failure, whatever loss it carries, nor one of infinity or of several losses', () => {
    const trials = [
      trial(1, { state: 'failed', loss: 0 }),
      trial(2, { state: 'crashed', loss: 0 }),
      success(3, Number.NEGATIVE_INFINITY, 5),
      success(4, Number.NaN, 6),
      trial(5, { state: 'success', loss: [0, 0] }),
      trial(6, { state: 'evaluating', loss: 0 }),
    ];
    expect(bestTrial(trials)).toBeNull();
    expect(bestOf(trials)).toBeNull();
  });

  it('is told as the status tells it', () => {
    const best = success(7, 0.5, 30, { config: { rate: 0.1 } });
    expect(bestOf([success(1, 2, 9), best])).toEqual({
      trial: '7',
      loss: 0.5,
      config: { rate: 0.1 },
      ended_at: at(30),
    });
  });

  it('does not depend on the order of the trials', () => {
    fc.assert(
      fc.property(arbitraryTrials, (trials) => {
        expect(bestTrial(trials.toReversed())).toBe(bestTrial(trials));
      }),
    );
  });
});

describe('the counts of trials', () => {
  it('counts every state of the contract', () => {
    const trials = [trial(1), trial(2, { state: 'stale' }), trial(3, { state: 'stale' }), success(4, 1, 1)];
    expect(countsSchema.strict().parse(countStates(trials))).toEqual({
      pending: 1,
      evaluating: 0,
      stale: 2,
      success: 1,
      failed: 0,
      crashed: 0,
      unreadable: 0,
    });
  });
});
