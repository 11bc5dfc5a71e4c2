import { describe, expect, it } from 'vitest';
import { randomSearch } from '#core/optimizers/random-search.ts';
import { createRng } from '#core/space/rng.ts';
import { sampleFromPriors, sampleUniform } from '#core/space/sampling.ts';
import { float, integer } from '#test/core/space/parameters.ts';
import { inputAfter, simulate, success } from './simulate.ts';

const DEFAULTS = { use_priors: false, ignore_fidelity: true };
const RATE = float(1e-5, 1e-1, { name: 'rate', log: true, prior: 1e-3, prior_confidence: 'high' });
const EPOCHS = integer(1, 27, { name: 'epochs', is_fidelity: true });

describe('random_search', () => {
  it('draws evenly and evaluates at the highest fidelity', () => {
    const ask = randomSearch.create([RATE, EPOCHS], DEFAULTS);
    expect(ask(inputAfter([], 7, 3))).toEqual({
      kind: 'sample',
      config: sampleUniform([RATE, EPOCHS], createRng(3, 7)),
      bracket: null,
      rung: null,
      fidelity: 27,
    });
  });

  it('draws from the priors where it is told to', () => {
    const ask = randomSearch.create([RATE, EPOCHS], { ...DEFAULTS, use_priors: true });
    const config = sampleFromPriors([RATE, EPOCHS], createRng(3, 7));
    expect(ask(inputAfter([], 7, 3))).toMatchObject({ config, fidelity: 27 });
  });

  it('draws the fidelity where it is told to, and the rest as it would without', () => {
    const ask = randomSearch.create([EPOCHS, RATE], { ...DEFAULTS, ignore_fidelity: false });
    const { trials } = simulate(ask, [EPOCHS, RATE], { steps: 500, outcome: (_, step) => success(1, step) });
    expect(new Set(trials.map(({ fidelity }) => fidelity)).size).toBe(27);
    const rates = trials.map((_, index) => sampleUniform([EPOCHS, RATE], createRng(1, index + 1)).rate);
    expect(trials.map(({ config }) => config.rate)).toEqual(rates);
  });

  it('finds the same configurations whatever the results are and in whatever order workers ask', () => {
    const ask = randomSearch.create([RATE], DEFAULTS);
    const { trials } = simulate(ask, [RATE], { steps: 9, outcome: (_, step) => success(step, step) });
    const backwards = [9, 8, 7, 6, 5, 4, 3, 2, 1].map((number) => ask(inputAfter([], number)));
    expect(backwards.reverse()).toMatchObject(trials.map(({ config }) => ({ config })));
  });
});
