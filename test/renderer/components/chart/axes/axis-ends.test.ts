import { describe, expect, it } from 'vitest';
import { paddedRange } from '#renderer/components/chart/axes/plot-axis.ts';
import {
  endsFromZero,
  linearEnds,
  linearTicks,
  logEnds,
  logTicks,
} from '#renderer/components/chart/axes/ticks.ts';
import { fc } from '#test/support/fast-check.ts';

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
const positive = fc.double({ min: Number.MIN_VALUE, max: Number.MAX_VALUE, noNaN: true });

/** What a drawing divides by: the length of an axis, and a tenth of it as a power of ten. */
function expectUsable(from: number, to: number): void {
  expect(to - from).toBeGreaterThan(0);
  expect(to - from).toBeLessThan(Number.POSITIVE_INFINITY);
  expect(10 ** -Math.floor(Math.log10((to - from) / 10))).toBeLessThan(Number.POSITIVE_INFINITY);
}

describe('the ends of an axis', () => {
  it('have a finite length on a linear axis, however far apart or close the values are', () => {
    fc.assert(
      fc.property(finite, finite, (one, other) => {
        const [low, high] = [Math.min(one, other), Math.max(one, other)];
        const [from, to] = linearEnds(low, high, Math.max((high - low) * 0.06, Math.abs(high) * 0.02));
        expectUsable(from, to);
        expect(linearTicks(from, to, 6).length).toBeLessThanOrEqual(6);
      }),
      {
        examples: [
          [-1e308, 1e308],
          [5e-324, 5e-324],
          [0, 0],
        ],
      },
    );
  });

  it('are finite and above 0 on a logarithmic axis', () => {
    fc.assert(
      fc.property(positive, positive, (one, other) => {
        const [from, to] = logEnds(Math.min(one, other), Math.max(one, other), 0.06);
        expect(from).toBeGreaterThan(0);
        expect(to).toBeLessThan(Number.POSITIVE_INFINITY);
        expect(logTicks(from, to, 6).length).toBeLessThanOrEqual(6);
      }),
      { examples: [[5e-324, 1e300]] },
    );
  });

  it('give an axis from 0 a length, although nothing was spent', () => {
    for (const end of [0, -1, 5e-324, 1, Number.POSITIVE_INFINITY]) {
      expectUsable(...endsFromZero(end));
    }
  });

  it('are found for losses of any size', () => {
    const { lower, upper, log } = paddedRange([5e-324, 1e300], true);
    expect(log).toBe(true);
    expect(lower).toBeGreaterThan(0);
    expect(upper).toBeLessThan(Number.POSITIVE_INFINITY);
  });
});
