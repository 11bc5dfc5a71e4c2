import { describe, expect, it } from 'vitest';
import { rungColumns } from '#core/analysis/charts/rung-columns.ts';
import { cutOffOf, promotionRule } from '#core/analysis/insight/rung-cut-off.ts';
import type { Trial } from '#core/contract/run/trial.ts';
import type { NumericalParameter } from '#core/contract/space.ts';
import { trial } from '../trials.ts';

const EPOCHS: NumericalParameter = {
  name: 'epochs',
  kind: 'integer',
  lower: 1,
  upper: 9,
  log: false,
  is_fidelity: true,
  prior: null,
  prior_confidence: 'low',
};

function inRung(id: string, given: Partial<Trial> = {}): Trial {
  const rung = Number(id.split('_rung_')[1]);
  return { ...trial(1, { state: 'success', loss: 1, ...given }), trial: id, rung, fidelity: 3 ** rung };
}

/** Trials of the lowest rung with these losses; one without is being evaluated. */
function lowest(...losses: readonly (number | null)[]): readonly Trial[] {
  return losses.map((loss, index) =>
    inRung(`${index + 1}_rung_0`, loss === null ? { state: 'evaluating', loss } : { loss }),
  );
}

const NONE: ReadonlySet<string> = new Set();
const names = (trials: ReadonlySet<Trial> | undefined) => [...(trials ?? [])].map((each) => each.trial);

describe('the rule by which trials go on', () => {
  it('is known of our optimizers with rungs', () => {
    const ruleOf = (name: string) => promotionRule({ name, arguments: { eta: 3 } }, EPOCHS);
    for (const name of ['hyperband', 'successive_halving_prior', 'priorband', 'priorband_sh']) {
      expect(ruleOf(name), name).toEqual({ eta: 3, waits: true, highest: 9 });
    }
    for (const name of ['asha', 'async_hb_prior', 'priorband_async']) {
      expect(ruleOf(name), name).toEqual({ eta: 3, waits: false, highest: 9 });
    }
    expect(ruleOf('random_search')).toBeNull();
    expect(ruleOf('mobster'), 'a model decides').toBeNull();
    expect(promotionRule({ name: 'hyperband', arguments: {} }, EPOCHS)).toBeNull();
  });
});

describe('a cut-off', () => {
  const waiting = { eta: 3, waits: true, highest: 9 };
  const competing = { ...waiting, waits: false };

  it('is where the best of eta end, counted over all of a rung that waits', () => {
    const trials = lowest(4, 1, null, 3, 2, null);
    expect(cutOffOf(trials, waiting, NONE)).toMatchObject({ loss: 2, places: 2, of: 6 });
    expect(names(cutOffOf(trials, waiting, NONE)?.open)).toEqual(['2_rung_0', '5_rung_0']);
  });

  it('counts completed trials alone where nothing waits', () => {
    expect(cutOffOf(lowest(4, 1, null, 3, 2, null), competing, NONE)).toMatchObject({
      loss: 1,
      places: 1,
      of: 4,
    });
    expect(cutOffOf(lowest(4, 1), competing, NONE)).toBeNull();
  });

  it('is settled when all that could go on did', () => {
    const found = cutOffOf(lowest(4, 1, 3), waiting, new Set(['2_rung_0']));
    expect(found).toMatchObject({ loss: 1, places: 1, of: 3 });
    expect(names(found?.open)).toEqual([]);
  });

  it('is no failure: these rank last and never go on', () => {
    const failed = inRung('9_rung_0', { state: 'failed', loss: null });
    expect(cutOffOf([failed, ...lowest(5, 7)], waiting, NONE)).toMatchObject({ loss: 5, places: 1, of: 3 });
    expect(cutOffOf([failed, failed, failed], waiting, NONE)).toBeNull();
  });

  it('parts each bracket of a rung that waits, and all brackets at once where nothing waits', () => {
    const trials = [
      ...lowest(4, 1, 3),
      ...lowest(9, 8, 7).map((each) => ({ ...each, trial: `1${each.trial}`, bracket: 1 })),
    ];
    const losses = (rule: typeof waiting) =>
      rungColumns(trials, null, rule)[0]?.groups.map(({ cutOff }) => cutOff?.loss);
    expect(losses(waiting)).toEqual([1, 7]);
    expect(losses(competing)).toEqual([3, 3]);
  });

  it('is none in the highest rung', () => {
    const top = [inRung('1_rung_2'), inRung('2_rung_2'), inRung('3_rung_2')];
    expect(rungColumns(top, null, waiting)[0]?.groups[0]?.cutOff).toBeNull();
  });
});
