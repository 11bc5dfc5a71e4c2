import { describe, expect, it } from 'vitest';
import type { Trial } from '#core/contract/run/trial.ts';
import { promotable } from '#core/optimizers/brackets/promotable.ts';
import { trialsViewOf } from '#core/optimizers/trials-view.ts';
import { fc } from '#test/support/fast-check.ts';
import { begunIn, continued, type Result } from './trials-of-rungs.ts';

const LOWEST = { bracket: 0, rung: 0 };

function among(
  trials: readonly Trial[],
  places: number,
  lossOnError: number | null = null,
): readonly string[] {
  const views = trialsViewOf(trials).rungs.filter(({ rung }) => rung === 0);
  const rules = {
    onError: { loss: lossOnError, cost: null },
    canGoOn: ({ config }: Trial) => config.x !== undefined,
  };
  return promotable(views, places, rules).map(({ trial }) => trial);
}

describe('the trials that may go on', () => {
  it('are the best of the rung, the best first', () => {
    expect(among(begunIn(LOWEST, [5, 1, 4, 2, 3]), 2)).toEqual(['2_rung_0', '4_rung_0']);
  });

  it('are none where there are no places, and all that succeeded where there are plenty', () => {
    const trials = begunIn(LOWEST, [2, 1, 'evaluating']);
    expect(among(trials, 0)).toEqual([]);
    expect(among(trials, 9)).toEqual(['2_rung_0', '1_rung_0']);
  });

  it('are not those that went on already, whose places stay taken', () => {
    const rung = begunIn(LOWEST, [1, 2, 3, 4]);
    const trials = [...rung, continued(rung, '1_rung_0', 'evaluating', 9)];
    expect(among(trials, 1)).toEqual([]);
    expect(among(trials, 2)).toEqual(['2_rung_0']);
  });

  it('are not more than the best places even if worse ones went on before', () => {
    const rung = begunIn(LOWEST, [3, 1, 2]);
    const trials = [...rung, continued(rung, '1_rung_0', 'evaluating', 9)];
    expect(among(trials, 1)).toEqual(['2_rung_0']);
  });

  it('are, of equal losses, those whose results came first', () => {
    expect(among(begunIn(LOWEST, [1, 1, 1]), 2)).toEqual(['1_rung_0', '2_rung_0']);
  });

  it.each(['failed', 'crashed', 'NaN', 'Infinity', '-Infinity', null, [1, 2]] satisfies Result[])(
    'are never those that ended with %j, however much room there is',
    (result) => {
      expect(among(begunIn(LOWEST, [result, 7, result]), 3)).toEqual(['2_rung_0']);
      expect(among(begunIn(LOWEST, [result, result]), 2, 0)).toEqual([]);
    },
  );

  it('are never those that cannot go on, whose places stay empty', () => {
    const [best, ...others] = begunIn(LOWEST, [1, 2, 3]);
    const trials = [{ ...(best as Trial), config: { epochs: 1 } }, ...others];
    expect(among(trials, 1)).toEqual([]);
    expect(among(trials, 2)).toEqual(['2_rung_0']);
  });

  it('stand behind failures whose loss on error is less: those take the places and leave them empty', () => {
    const trials = begunIn(LOWEST, [3, 'failed', 1, 'crashed']);
    expect(among(trials, 2, 2)).toEqual(['3_rung_0']);
    expect(among(trials, 3, 2)).toEqual(['3_rung_0']);
    expect(among(trials, 4, 2)).toEqual(['3_rung_0', '1_rung_0']);
    expect(among(trials, 2)).toEqual(['3_rung_0', '1_rung_0']);
  });

  it('compete across brackets, of equal losses the lower bracket first', () => {
    const one = begunIn(LOWEST, [4, 2, 6]);
    const other = begunIn({ bracket: 1, rung: 0 }, [3, 2, 1], 4);
    expect(among([...one, ...other], 4)).toEqual(['6_rung_0', '2_rung_0', '5_rung_0', '4_rung_0']);
  });

  it('are those whose place among all of them is good enough, whatever the brackets', () => {
    const result = fc.oneof(
      fc.integer({ min: 0, max: 6 }),
      fc.constantFrom('failed' as const, 'NaN' as const),
    );
    const brackets = fc.array(fc.array(result, { maxLength: 12 }), { maxLength: 4 });
    fc.assert(
      fc.property(brackets, fc.nat(20), fc.constantFrom(null, 3), (results, places, lossOnError) => {
        const trials = results.flatMap((losses, bracket) =>
          begunIn({ bracket, rung: 0 }, losses, 1 + 100 * bracket),
        );
        const failures = trials.filter(({ loss }) => typeof loss !== 'number').length;
        const best = trials
          .filter(({ loss }) => typeof loss === 'number')
          .sort((a, b) => Number(a.loss) - Number(b.loss))
          .filter(({ loss }, place) => {
            const isBehind = lossOnError !== null && Number(loss) > lossOnError;
            return place + (isBehind ? failures : 0) < places;
          });
        expect(among(trials, places, lossOnError)).toEqual(best.map(({ trial }) => trial));
      }),
    );
  });
});
