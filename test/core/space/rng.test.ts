import { describe, expect, it } from 'vitest';
import { normalCdf } from '#core/space/normal-distribution.ts';
import { createRng } from '#core/space/rng.ts';
import { fc } from '#test/support/fast-check.ts';
import { agreesWith, follows, histogram, repeat } from './statistics.ts';

/** Pearson's correlation coefficient of the neighbours in a list. */
function correlationOfNeighbours(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const covariance = values
    .slice(1)
    .reduce((sum, value, index) => sum + (value - mean) * ((values[index] ?? 0) - mean), 0);
  return covariance / variance;
}

const safeInteger = fc.maxSafeInteger();

describe('the random number generator', () => {
  it('gives the numbers that it has always given', () => {
    const rng = createRng(42, 7);
    expect(repeat(3, rng.next)).toEqual([0.634196883728652, 0.991539966124351, 0.7203916547132503]);
    expect(repeat(3, () => rng.integer(1000))).toEqual([789, 413, 597]);
    expect(repeat(3, rng.normal)).toEqual([0.12676874790040074, 1.0547456930596357, 1.566076206693203]);
    expect(createRng(0, 0).next()).toBe(0.8613283661800298);
    expect(createRng(-1, 1).next()).toBe(0.8675141552692626);
    expect(createRng(2 ** 53 - 1, 100_000).next()).toBe(0.8503816446701528);
  });

  it('repeats itself for the same seed and stream', () => {
    fc.assert(
      fc.property(safeInteger, safeInteger, (seed, stream) => {
        const [first, second] = [createRng(seed, stream), createRng(seed, stream)];
        expect(repeat(5, first.next)).toEqual(repeat(5, second.next));
      }),
    );
  });

  it('differs where seed or stream differ in any bit', () => {
    fc.assert(
      fc.property(safeInteger, safeInteger, fc.integer({ min: 0, max: 51 }), (seed, stream, bit) => {
        const flipped = (value: number) => (value >= 0 ? value - 2 ** bit : value + 2 ** bit);
        const begin = (s: number, t: number) => repeat(4, createRng(s, t).next);
        expect(begin(flipped(seed), stream)).not.toEqual(begin(seed, stream));
        expect(begin(seed, flipped(stream))).not.toEqual(begin(seed, stream));
      }),
    );
  });

  it('takes the same step for every kind of number', () => {
    const [one, other, third] = [createRng(3, 3), createRng(3, 3), createRng(3, 3)];
    one.next();
    other.integer(2 ** 53);
    third.normal();
    const next = one.next();
    expect(other.next()).toBe(next);
    expect(third.next()).toBe(next);
  });

  it('spreads the numbers of one stream evenly', () => {
    expect(follows(repeat(100_000, createRng(1, 1).next), (value) => value)).toBe(true);
  });

  it.each([0, 1, 2 ** 40])('spreads the first numbers of the streams of seed %i evenly', (seed) => {
    const firsts = Array.from({ length: 100_000 }, (_, stream) => createRng(seed, stream).next());
    expect(follows(firsts, (value) => value)).toBe(true);
    // The coefficient of independent values is normal with deviation 1/√n: 4.9 deviations are passed once in 10⁶.
    expect(Math.abs(correlationOfNeighbours(firsts))).toBeLessThan(4.9 / Math.sqrt(100_000));
  });

  it('spreads the first numbers of many seeds evenly', () => {
    const firsts = Array.from({ length: 100_000 }, (_, seed) => createRng(seed, 1).next());
    expect(follows(firsts, (value) => value)).toBe(true);
    expect(Math.abs(correlationOfNeighbours(firsts))).toBeLessThan(4.9 / Math.sqrt(100_000));
  });

  it('gives each integer the same chance', () => {
    const rng = createRng(9, 1);
    const counts = histogram(
      repeat(100_000, () => rng.integer(7)),
      7,
    );
    expect(agreesWith(counts, new Array(7).fill(100_000 / 7))).toBe(true);
  });

  it('keeps integers below their limit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), safeInteger, (below, seed) => {
        const drawn = createRng(seed, 0).integer(below);
        expect(Number.isSafeInteger(drawn)).toBe(true);
        expect(drawn).toBeGreaterThanOrEqual(0);
        expect(drawn).toBeLessThan(below);
      }),
    );
  });

  it('draws normal numbers from the normal distribution', () => {
    expect(follows(repeat(100_000, createRng(5, 5).normal), normalCdf)).toBe(true);
  });
});
