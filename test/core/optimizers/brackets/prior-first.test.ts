import { describe, expect, it } from 'vitest';
import type { SearchSpace } from '#core/contract/space.ts';
import { asynchronousHyperbandPrior } from '#core/optimizers/brackets/asynchronous-hyperband.ts';
import { hyperband, hyperbandPrior } from '#core/optimizers/brackets/hyperband.ts';
import { successiveHalving } from '#core/optimizers/brackets/successive-halving.ts';
import type { OptimizerArguments } from '#core/optimizers/optimizer.ts';
import { inputAfter, simulate, success } from '#test/core/optimizers/simulate.ts';
import { float, integer } from '#test/core/space/parameters.ts';
import { begunIn, SPACE } from './trials-of-rungs.ts';

function firstOf(sample_prior_first: OptimizerArguments[string]) {
  const values = { eta: 3, early_stopping_rate: 0, sample_prior_first };
  return successiveHalving.create(SPACE, values)(inputAfter([], 1));
}

describe('sample_prior_first', () => {
  it('makes the first trial the configuration of all prior values, in the lowest rung', () => {
    expect(firstOf(true)).toMatchObject({ config: { x: 0.25, epochs: 1 }, rung: 0, fidelity: 1 });
  });

  it('as `highest_fidelity` evaluates it in the highest rung, and leaves the bracket its places', () => {
    expect(firstOf('highest_fidelity')).toMatchObject({
      config: { x: 0.25, epochs: 27 },
      bracket: 0,
      rung: 3,
      fidelity: 27,
    });
    const values = { eta: 3, early_stopping_rate: 0, sample_prior_first: 'highest_fidelity' };
    const ask = successiveHalving.create(SPACE, values);
    const { trials } = simulate(ask, SPACE, { steps: 41, outcome: (_, step) => success(step, step) });
    const inRung = (rung: number) => trials.filter((trial) => trial.rung === rung).length;
    expect([0, 1, 2, 3].map(inRung)).toEqual([27, 9, 3, 1 + 1]);
  });

  it('leaves the bracket its places even where it begins just below the highest rung', () => {
    const values = { eta: 3, early_stopping_rate: 2, sample_prior_first: 'highest_fidelity' };
    const ask = successiveHalving.create(SPACE, values);
    const { trials } = simulate(ask, SPACE, { steps: 9, outcome: (_, step) => success(step, step) });
    expect(trials.map(({ bracket, rung }) => `${bracket}.${rung}`)).toEqual([
      '0.3',
      ...Array(6).fill('0.2'),
      ...Array(2).fill('0.3'),
    ]);
  });

  it('as false, the default, draws the first trial as any other', () => {
    expect(firstOf(false)).toMatchObject({ config: { x: expect.not.closeTo(0.25, 9) } });
  });

  it('concerns the first trial alone, of workers that ask at the same time the first one', () => {
    const ask = hyperband.create(SPACE, { eta: 3, sample_prior_first: true });
    const later = ask(inputAfter(begunIn({ bracket: 0, rung: 0 }, [1]), 2));
    const [first, second] = [1, 2].map((number) =>
      ask({ ...inputAfter([], number), reserved: number === 1 ? [2] : [1] }),
    );
    expect(later).not.toMatchObject({ config: { x: 0.25 } });
    expect(first).toMatchObject({ config: { x: 0.25 } });
    expect(second).not.toMatchObject({ config: { x: 0.25 } });
  });

  it('does nothing in a space without priors', () => {
    const plain: SearchSpace = [float(0, 1), integer(1, 27, { name: 'epochs', is_fidelity: true })];
    const [asked, unasked] = [true, false].map((sample_prior_first) =>
      hyperband.create(plain, { eta: 3, sample_prior_first })(inputAfter([], 1)),
    );
    expect(asked).toEqual(unasked);
  });
});

describe('the variants with priors', () => {
  it.each([hyperbandPrior, asynchronousHyperbandPrior])(
    'draw new trials from the priors, the more closely the more confident they are: $info.name',
    (definition) => {
      const distanceAt = (prior_confidence: 'low' | 'high') => {
        const space = [{ ...float(0, 1), prior: 0.25, prior_confidence }, ...SPACE.slice(1)];
        const ask = definition.create(space, { eta: 3, sample_prior_first: false });
        const { trials } = simulate(ask, space, { steps: 300, outcome: () => ({}) });
        const distances = trials.map(({ config }) => Math.abs(Number(config.x) - 0.25));
        return distances.reduce((sum, distance) => sum + distance, 0) / distances.length;
      };
      expect(distanceAt('high')).toBeLessThan(0.22);
      expect(distanceAt('low')).toBeGreaterThan(0.25);
    },
  );
});
