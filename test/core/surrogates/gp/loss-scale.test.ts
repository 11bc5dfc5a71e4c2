import { describe, expect, it } from 'vitest';
import { fitLossScale } from '#core/surrogates/gp/loss-scale.ts';
import { fc } from '#test/support/fast-check.ts';

function scaled(losses: readonly number[]): number[] {
  return losses.map(fitLossScale(losses));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

const EVEN = Array.from({ length: 50 }, (_, i) => 3 + i / 10);
const STEEP = Array.from({ length: 50 }, (_, i) => 10 ** (i / 10));

describe('the scale of losses', () => {
  it('gives targets of mean 0 and variance 1', () => {
    for (const losses of [EVEN, STEEP]) {
      const targets = scaled(losses);
      expect(mean(targets)).toBeCloseTo(0, 10);
      expect(mean(targets.map((target) => target ** 2))).toBeCloseTo(1, 10);
    }
  });

  it('takes in more losses than a function has room for arguments', () => {
    const scale = fitLossScale(Array.from({ length: 200_000 }, (_, i) => i));
    expect(scale(0)).toBeLessThan(scale(100_000));
  });

  it('is a straight line where losses are spread evenly', () => {
    const [first = 0, second = 0, third = 0] = scaled(EVEN);
    expect(third - second).toBeCloseTo(second - first, 10);
  });

  it('compresses the bad end where losses lie orders of magnitude apart', () => {
    const targets = scaled(STEEP);
    expect(Math.max(...targets)).toBeLessThan(3);
    const straight =
      (Math.max(...STEEP) - mean(STEEP)) / Math.sqrt(mean(STEEP.map((l) => (l - mean(STEEP)) ** 2)));
    expect(Math.max(...targets)).toBeLessThan(straight);
  });

  it('is as wide after a search has closed in on one optimum as before', () => {
    const close = Array.from({ length: 200 }, (_, i) => 3 + i * 1e-9);
    const scale = fitLossScale([...EVEN, ...close]);
    expect((scale(5) - scale(3)) / (scale(3.002) - scale(3))).toBeGreaterThan(100);
  });

  it('does not depend on the unit or the origin of the losses', () => {
    const targets = scaled(STEEP);
    scaled(STEEP.map((loss) => 1e6 * loss - 12)).forEach((target, i) => {
      expect(target).toBeCloseTo(targets[i] as number, 6);
    });
  });

  it.each([
    ['one loss', [4]],
    ['equal losses', [2, 2, 2]],
  ])('is 0 for %s', (_, losses) => {
    expect(scaled(losses)).toEqual(losses.map(() => 0));
  });

  it('keeps the order and stays finite for any losses', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 20 }),
        (losses) => {
          const targets = losses.toSorted((a, b) => a - b).map(fitLossScale(losses));
          expect(targets.every(Number.isFinite)).toBe(true);
          expect(targets).toEqual(targets.toSorted((a, b) => a - b));
        },
      ),
    );
  });
});
