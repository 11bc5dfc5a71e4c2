import { describe, expect, it } from 'vitest';
import type { NumericalParameter, Parameter, SearchSpace } from '#core/contract/space.ts';
import { normalCdf } from '#core/space/normal-distribution.ts';
import { choiceProbabilities } from '#core/space/prior.ts';
import { createRng } from '#core/space/rng.ts';
import { sampleFromPriors, sampleParameter, sampleUniform } from '#core/space/sampling.ts';
import { configProblems } from '#core/space/validate-config.ts';
import { fc } from '#test/support/fast-check.ts';
import { searchSpace } from './arbitrary-space.ts';
import { categorical, constant, float, integer } from './parameters.ts';
import { agreesWith, follows, histogram, repeat } from './statistics.ts';

const MANY = 50_000;

const EXAMPLE: SearchSpace = [
  constant(64, 'batch_size'),
  categorical(['adam', 'sgd', 'adamw'], { name: 'optimizer', prior: 'sgd', prior_confidence: 'medium' }),
  float(0.01, 1, { name: 'alpha' }),
  integer(1, 10, { name: 'n_layers' }),
  float(1e-5, 1e-1, { name: 'learning_rate', log: true, prior: 1e-3, prior_confidence: 'high' }),
  integer(5, 20, { name: 'epochs', is_fidelity: true }),
];

/** Values of a one-parameter space, drawn with the streams 1, 2, … as trials draw them. */
function draws(parameter: Parameter, sample = sampleUniform): unknown[] {
  return Array.from(
    { length: MANY },
    (_, stream) => sample([parameter], createRng(1, stream + 1))[parameter.name],
  );
}

function numbers(parameter: NumericalParameter, sample = sampleUniform): number[] {
  return draws(parameter, sample).map(Number);
}

describe('sampling', () => {
  it('gives the configurations that it has always given', () => {
    const even = {
      batch_size: 64,
      optimizer: 'sgd',
      alpha: 0.8480538073189396,
      n_layers: 10,
      learning_rate: 0.00001651252119233754,
      epochs: 20,
    };
    expect(sampleUniform(EXAMPLE, createRng(42, 1))).toEqual(even);
    expect(sampleFromPriors(EXAMPLE, createRng(42, 1))).toEqual({
      ...even,
      learning_rate: 0.00003618503823094944,
    });
  });

  it('keeps the order of the space, constants and the fidelity at its upper bound included', () => {
    const config = sampleUniform(EXAMPLE, createRng(0, 0));
    expect(Object.keys(config)).toEqual(EXAMPLE.map((parameter) => parameter.name));
    expect(config).toMatchObject({ batch_size: 64, epochs: 20 });
  });

  it.each([
    ['evenly', sampleUniform],
    ['from the priors', sampleFromPriors],
  ])('stays in any space, %s', (_, sample) => {
    fc.assert(
      fc.property(searchSpace, fc.maxSafeInteger(), fc.nat(), (space, seed, stream) => {
        expect(configProblems(space, sample(space, createRng(seed, stream)))).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  it('takes one draw for each searched parameter, prior or not', () => {
    for (const sample of [sampleUniform, sampleFromPriors]) {
      const [used, fresh] = [createRng(3, 3), createRng(3, 3)];
      sample(EXAMPLE, used);
      repeat(4, fresh.next);
      expect(used.next()).toBe(fresh.next());
    }
  });

  it('passes a parameter that is named like a property of every object', () => {
    const config = sampleUniform([{ ...float(1, 2), name: '__proto__' }], createRng(1, 1));
    expect(Object.keys(config)).toEqual(['__proto__']);
    expect(configProblems([{ ...float(1, 2), name: '__proto__' }], config)).toEqual([]);
  });

  it('draws the fidelity where it is asked for', () => {
    const epochs = integer(5, 20, { is_fidelity: true });
    const values = Array.from({ length: 1000 }, (_, stream) => sampleParameter(epochs, createRng(1, stream)));
    expect(new Set(values).size).toBe(16);
  });
});

describe('even sampling', () => {
  it('spreads floats over their range', () => {
    expect(follows(numbers(float(-3, 5)), (value) => (value + 3) / 8)).toBe(true);
  });

  it('spreads log floats over their magnitudes', () => {
    const log = float(1e-6, 1e2, { log: true });
    expect(follows(numbers(log), (value) => (Math.log10(value) + 6) / 8)).toBe(true);
  });

  it('gives each integer the same chance', () => {
    const counts = histogram(
      numbers(integer(-2, 7)).map((value) => value + 2),
      10,
    );
    expect(agreesWith(counts, new Array(10).fill(MANY / 10))).toBe(true);
  });

  it('gives each log integer the chance of its stretch of the axis', () => {
    const counts = histogram(
      numbers(integer(1, 64, { log: true })).map((value) => value - 1),
      64,
    );
    const whole = Math.log(64.5) - Math.log(0.5);
    const expected = counts.map(
      (_, index) => (MANY * (Math.log(index + 1.5) - Math.log(index + 0.5))) / whole,
    );
    expect(agreesWith(counts, expected)).toBe(true);
  });

  it('reaches every log integer between the bounds', () => {
    expect(new Set(numbers(integer(3, 300, { log: true }))).size).toBe(298);
  });

  it('gives each choice the same chance', () => {
    const choices = ['a', 'b', 'c'];
    const counts = histogram(
      draws(categorical(choices)).map((value) => choices.indexOf(String(value))),
      3,
    );
    expect(agreesWith(counts, new Array(3).fill(MANY / 3))).toBe(true);
  });
});

describe('sampling from priors', () => {
  it.each([
    ['low', 0.75],
    ['medium', 0.5],
    ['high', 0.25],
  ] as const)('draws floats from the cut normal of confidence %s', (prior_confidence, spread) => {
    const values = numbers(float(0, 10, { prior: 2, prior_confidence }), sampleFromPriors);
    const below = (unit: number) => normalCdf((unit - 0.2) / spread);
    const cdf = (value: number) => (below(value / 10) - below(0)) / (below(1) - below(0));
    expect(follows(values, cdf)).toBe(true);
  });

  it('draws log integers around their prior, all of them within reach', () => {
    const parameter = integer(1, 100, { log: true, prior: 10, prior_confidence: 'high' });
    const values = numbers(parameter, sampleFromPriors);
    expect(new Set(values).size).toBe(100);
    const [low, high] = [Math.log(0.5), Math.log(100.5)];
    const place = (value: number) => (Math.log(value) - low) / (high - low);
    const below = (unit: number) => normalCdf((unit - place(10)) / 0.25);
    const cdf = (value: number) => (below(place(value)) - below(0)) / (below(1) - below(0));
    const counts = histogram(
      values.map((value) => value - 1),
      100,
    );
    const expected = counts.map((_, index) => MANY * (cdf(index + 1.5) - cdf(index + 0.5)));
    expect(agreesWith(counts, expected)).toBe(true);
  });

  it('draws choices by their probabilities', () => {
    const choices = [1, 2, 4, 8];
    const parameter = categorical(choices, { prior: 4, prior_confidence: 'high' });
    const counts = histogram(
      draws(parameter, sampleFromPriors).map((value) => choices.indexOf(Number(value))),
      4,
    );
    const expected = choiceProbabilities(parameter).map((probability) => probability * MANY);
    expect(agreesWith(counts, expected)).toBe(true);
  });

  it('draws what has no prior as even sampling does', () => {
    const space = [float(1, 2, { name: 'a' }), categorical(['x', 'y', 'z'], { name: 'b' })];
    fc.assert(
      fc.property(fc.nat(), (stream) => {
        const even = sampleUniform(space, createRng(1, stream));
        expect(sampleFromPriors(space, createRng(1, stream))).toEqual(even);
      }),
    );
  });
});
