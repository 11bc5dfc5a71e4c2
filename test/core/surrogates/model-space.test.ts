import { describe, expect, it } from 'vitest';
import type { Config } from '#core/contract/value.ts';
import { createRng } from '#core/space/rng.ts';
import { sampleUniform } from '#core/space/sampling.ts';
import {
  createModelSpace,
  decodePoint,
  encodeConfig,
  pointOf,
  snapPoint,
} from '#core/surrogates/model-space.ts';
import { searchSpace } from '#test/core/space/arbitrary-space.ts';
import { categorical, constant, float, integer } from '#test/core/space/parameters.ts';
import { fc } from '#test/support/fast-check.ts';

const SPACE = [
  constant('resnet', 'model'),
  float(1e-4, 1, { name: 'rate', log: true }),
  integer(1, 27, { name: 'epochs', is_fidelity: true }),
  categorical(['a', 'b', 'c'], { name: 'kind' }),
  integer(1, 4, { name: 'depth' }),
];

describe('a configuration as a model sees it', () => {
  it('has an axis for each searched parameter: a place for numbers, a number for choices', () => {
    const space = createModelSpace(SPACE);
    expect(space.axes.map(({ kind }) => kind)).toEqual(['float', 'choice', 'integer']);
    const point = encodeConfig(space, { model: 'resnet', rate: 1e-2, epochs: 27, kind: 'c', depth: 2 });
    expect(point[0]).toBeCloseTo(0.5, 12);
    expect([...point.slice(1)]).toEqual([2, 0.375]);
  });

  it.each([
    ['lacks a value', { rate: undefined }],
    ['has a word for a number', { rate: 'high' }],
    ['has no number for one', { rate: Number.NaN }],
    ['has a number beyond the bounds', { rate: 2 }],
    ['has a fraction for an integer', { depth: 1.5 }],
    ['has a choice that is none', { kind: 'd' }],
  ])('has no point where it %s', (_, change) => {
    const space = createModelSpace(SPACE);
    const config = { model: 'resnet', rate: 1e-2, epochs: 27, kind: 'c', depth: 2 };
    expect(pointOf(space, config)).toEqual(encodeConfig(space, config));
    expect(pointOf(space, { ...config, ...change } as Config)).toBeNull();
  });

  it('has a point whatever stands for parameters that are not searched', () => {
    const space = createModelSpace(SPACE);
    const point = pointOf(space, { rate: 1e-2, epochs: 99, kind: 'c', depth: 2, more: 1 });
    expect(point).toHaveLength(3);
  });

  it('comes back complete, in the order of the space, at the highest fidelity if none is named', () => {
    const space = createModelSpace(SPACE);
    const point = Float64Array.of(0.5, 1, 0.9);
    expect(Object.entries(decodePoint(space, point))).toEqual([
      ['model', 'resnet'],
      ['rate', expect.closeTo(1e-2, 12)],
      ['epochs', 27],
      ['kind', 'b'],
      ['depth', 4],
    ]);
    expect(decodePoint(space, point, 3).epochs).toBe(3);
  });

  it('comes back as it was, in any space', () => {
    fc.assert(
      fc.property(searchSpace, fc.maxSafeInteger(), (space, seed) => {
        const config = sampleUniform(space, createRng(seed, 1));
        const model = createModelSpace(space);
        const back = decodePoint(model, encodeConfig(model, config));
        for (const parameter of space) {
          const [before, after] = [config[parameter.name], back[parameter.name]];
          if (parameter.kind === 'float' || parameter.kind === 'integer') {
            // Rounding may move a number: by next to nothing of its range, or of itself where the range is narrow.
            const ofRange = 1e-9 * (parameter.upper / 2 - parameter.lower / 2);
            const near = Math.max(ofRange, 1e-11 * Math.abs(Number(before)), 2 * Number.MIN_VALUE);
            expect(Math.abs(Number(after) - Number(before))).toBeLessThanOrEqual(near);
          } else {
            expect(after).toBe(before);
          }
        }
      }),
    );
  });

  it('is asked for in the middle of the stretch that rounds to an integer', () => {
    const space = createModelSpace([integer(1, 4, { name: 'n' }), float(0, 1, { name: 'x' })]);
    expect([...snapPoint(space, Float64Array.of(0.6, 0.6))]).toEqual([0.625, 0.6]);
  });
});
