import { describe, expect, it } from 'vitest';
import type { NumericalParameter } from '#core/contract/space.ts';
import { priorSource } from '#renderer/features/new-run/space/prior/prior-source.ts';
import { float } from '#test/core/space/parameters.ts';
import { fc } from '#test/support/fast-check.ts';

function range(given: Partial<NumericalParameter>): NumericalParameter {
  return { ...float(0, 1), ...given };
}

describe('the prior that a place on the axis stands for', () => {
  it.each([
    [{ lower: 0, upper: 1 }, 0.333333, '0.33'],
    [{ lower: 0, upper: 1000 }, 0.5, '500.0'],
    [{ lower: 1e-5, upper: 0.1, log: true }, 0.5, '0.001'],
    [{ lower: 1e-5, upper: 0.1, log: true }, 0.1, '0.000025'],
    [{ kind: 'integer', lower: 1, upper: 9 }, 0.51, '5'],
    [{ lower: 0.123456, upper: 0.9 }, 0, '0.123456'],
  ] as const)('%o at %d is %s', (given, place, source) => {
    expect(priorSource(range(given), place)).toBe(source);
  });

  it('is a float within the bounds, whatever they are', () => {
    const bounds = fc
      .tuple(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.double({ min: 1e-6, max: 1e6, noNaN: true }))
      .map(([lower, width]) => ({ lower, upper: lower + width }))
      .filter(({ lower, upper }) => upper > lower);
    fc.assert(
      fc.property(bounds, fc.double({ min: 0, max: 1, noNaN: true }), (given, place) => {
        const source = priorSource(range(given), place);
        expect(source).toMatch(/[.e]/);
        expect(Number(source)).toBeGreaterThanOrEqual(given.lower);
        expect(Number(source)).toBeLessThanOrEqual(given.upper);
      }),
    );
  });
});
