import { describe, expect, it } from 'vitest';
import type { Trial } from '#core/contract/run/trial.ts';
import type { SearchSpace } from '#core/contract/space.ts';
import { rungTable } from '#core/optimizers/brackets/rung-table.ts';
import { mixtureFor } from '#core/optimizers/priorband/mixture.ts';
import { trialsViewOf } from '#core/optimizers/trials-view.ts';
import { begunIn, continued, type Result } from '#test/core/optimizers/brackets/trials-of-rungs.ts';
import { float, integer } from '#test/core/space/parameters.ts';

const EPOCHS = integer(1, 27, { name: 'epochs', is_fidelity: true });
const TABLE = rungTable(EPOCHS, 3);
const SPACE: SearchSpace = [float(0, 1, { prior: 0.2, prior_confidence: 'high' }), EPOCHS];

/** Trials of one rung with the values of the parameter, the best first. */
function placed(rung: number, values: readonly number[], first = 1): readonly Trial[] {
  const losses = values.map((_, index) => index);
  return begunIn({ bracket: 0, rung }, losses, first).map((trial, index) => ({
    ...trial,
    config: { ...trial.config, x: values[index] ?? 0 },
  }));
}

function mixtureAfter(trials: readonly Trial[], rung = 0) {
  return mixtureFor(SPACE, trialsViewOf(trials), TABLE, rung);
}

/** More than one bracket's worth of trials in the lowest rung, none of which tells anything. */
const SPENT = begunIn({ bracket: 0, rung: 0 }, Array<Result>(110).fill('failed'), 100);

describe('before there is an incumbent', () => {
  it.each([
    { rung: 0, uniform: 1 / 2 },
    { rung: 1, uniform: 1 / 4 },
    { rung: 2, uniform: 1 / 10 },
    { rung: 3, uniform: 1 / 28 },
  ])(
    'even draws in rung $rung are η to the rung times rarer than draws from the priors',
    ({ rung, uniform }) => {
      expect(mixtureAfter([], rung)).toEqual({
        uniform,
        prior: expect.closeTo(1 - uniform, 12),
        around: 0,
        incumbent: null,
      });
    },
  );
});

describe('the incumbent', () => {
  it('is the best trial of the highest rung, whatever lower rungs reported', () => {
    const trials = [...SPENT, ...placed(0, [0.9, 0.9, 0.9]), ...placed(3, [0.4, 0.5, 0.6], 50)];
    expect(mixtureAfter(trials).incumbent?.trial).toBe('50_rung_3');
  });

  it('is none whose configuration is not one of the space, and densities are not compared there', () => {
    const sound = [...SPENT, ...placed(3, [0.4, 0.5, 0.6], 50)];
    const damaged = placed(3, [0.1], 40).map((trial) => ({ ...trial, config: {}, loss: -1 }));
    const { incumbent, prior } = mixtureAfter([...sound, ...damaged]);
    expect(incumbent?.trial).toBe('50_rung_3');
    expect(prior).toBeCloseTo(mixtureAfter(sound).prior, 12);
  });

  it('counts once some trial finished the highest rung', () => {
    expect(mixtureAfter([...SPENT, ...placed(2, [0.4, 0.5, 0.6])]).incumbent).toBeNull();
  });

  it('counts once as much fidelity was taken as by one bracket of successive halving', () => {
    const cost = 27 * 1 + 9 * 2 + 3 * 6 + 1 * 18;
    const lower = (count: number) => begunIn({ bracket: 0, rung: 0 }, Array<Result>(count).fill(5), 100);
    // Those that begin in rung 2 take 9 epochs each, the one that goes on from there to the 27th another 18.
    const begun = placed(2, [0.4, 0.5, 0.6]);
    const upper = [...begun, continued(begun, '1_rung_2', 1, 50)];
    const missing = cost - 3 * 9 - 18;
    expect(mixtureAfter([...upper, ...lower(missing - 1)]).incumbent).toBeNull();
    expect(mixtureAfter([...upper, ...lower(missing)]).incumbent?.trial).toBe('1_rung_3');
  });

  it('counts after three trials of the highest rung, which take as much as a bracket', () => {
    expect(mixtureAfter(placed(3, [0.4, 0.5, 0.6])).incumbent?.trial).toBe('1_rung_3');
  });

  it('counts once some rung has η results', () => {
    expect(mixtureAfter([...SPENT, ...placed(3, [0.4, 0.5])]).incumbent).toBeNull();
    expect(
      mixtureAfter([...SPENT, ...placed(3, [0.4, 0.5]), ...placed(0, [1, 1, 1], 50)]).incumbent,
    ).not.toBeNull();
  });
});

describe('with an incumbent', () => {
  it('even draws keep their share, and priors share the rest with draws around it', () => {
    const trials = [...SPENT, ...placed(3, [0.4, 0.5, 0.6])];
    for (const rung of [0, 1, 2, 3]) {
      const { uniform, prior, around } = mixtureAfter(trials, rung);
      expect(uniform).toBe(1 / (1 + 3 ** rung));
      expect(prior).toBeGreaterThan(0);
      expect(around).toBeGreaterThan(0);
      expect(uniform + prior + around).toBeCloseTo(1, 12);
    }
  });

  it('the share goes by the densities at the best of η trials, weighed by their rank', () => {
    const values = [0.5, 0.3, 0.9, 0.9, 0.9, 0.9];
    const { prior, around } = mixtureAfter([...SPENT, ...placed(3, values)]);
    const density = (centre: number, at: number) => Math.exp(-((at - centre) ** 2) / (2 * 0.25 ** 2));
    const inside = (centre: number) => {
      const steps = Array.from({ length: 2000 }, (_, index) => density(centre, (index + 0.5) / 2000));
      return steps.reduce((sum, value) => sum + value, 0) / steps.length;
    };
    const score = (centre: number) => (2 * density(centre, 0.5) + density(centre, 0.3)) / inside(centre);
    expect(prior / around).toBeCloseTo(score(0.2) / score(0.5), 4);
  });

  it('a good prior keeps most of the draws, a bad one loses them', () => {
    const near = mixtureAfter([...SPENT, ...placed(3, [0.3, 0.2, 0.18])]);
    const far = mixtureAfter([...SPENT, ...placed(3, [0.95, 0.9, 0.92])]);
    expect(near.prior / near.around).toBeGreaterThan(0.9);
    expect(far.prior / far.around).toBeLessThan(0.05);
  });

  it('stays a number where densities are too small or too many for one', () => {
    const many: SearchSpace = [
      ...Array.from({ length: 400 }, (_, index) =>
        float(0, 1, { name: `p${index}`, prior: 0, prior_confidence: 'high' }),
      ),
      EPOCHS,
    ];
    const config = Object.fromEntries(many.map(({ name }) => [name, name === 'epochs' ? 27 : 1]));
    const trials = [...SPENT, ...placed(3, [1, 1, 1])].map((trial) => ({ ...trial, config }));
    const { prior, around } = mixtureFor(many, trialsViewOf(trials), TABLE, 0);
    expect(prior).toBeCloseTo(0, 12);
    expect(around).toBeCloseTo(0.5, 12);
  });
});
