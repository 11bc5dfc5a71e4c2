import { describe, expect, it } from 'vitest';
import { bracketSizes, fidelityOfRung, rungTable } from '#core/optimizers/brackets/rung-table.ts';
import { float, integer } from '#test/core/space/parameters.ts';
import { fc } from '#test/support/fast-check.ts';

describe('the fidelity of each rung', () => {
  it.each([
    { bounds: [1, 81], eta: 3, fidelities: [1, 3, 9, 27, 81] },
    { bounds: [1, 100], eta: 3, fidelities: [1, 3, 11, 33, 100] },
    { bounds: [1, 40], eta: 3, fidelities: [1, 4, 13, 40] },
    { bounds: [3, 27], eta: 3, fidelities: [3, 9, 27] },
    { bounds: [2, 17], eta: 2, fidelities: [2, 4, 8, 17] },
    { bounds: [1, 1000], eta: 10, fidelities: [1, 10, 100, 1000] },
    { bounds: [1, 243], eta: 3, fidelities: [1, 3, 9, 27, 81, 243] },
    { bounds: [5, 14], eta: 3, fidelities: [14] },
    { bounds: [1, 2], eta: 4, fidelities: [2] },
  ])(
    'of integers in $bounds with η = $eta is the upper bound, divided and floored',
    ({ bounds: [lower = 1, upper = 1], eta, fidelities }) => {
      const table = rungTable(integer(lower, upper, { is_fidelity: true }), eta);
      expect(table).toEqual({ eta, fidelities, top: fidelities.length - 1 });
    },
  );

  it.each([
    { bounds: [0.1, 0.3], eta: 3, fidelities: [0.1, 0.3] },
    { bounds: [0.01, 1], eta: 10, fidelities: [0.01, 0.1, 1] },
    { bounds: [0.3, 1], eta: 2, fidelities: [0.5, 1] },
    { bounds: [1, 10], eta: 3, fidelities: [10 / 9, 10 / 3, 10] },
  ])(
    'of floats in $bounds with η = $eta is the upper bound, divided',
    ({ bounds: [lower = 1, upper = 1], eta, fidelities }) => {
      const table = rungTable(float(lower, upper, { is_fidelity: true }), eta);
      expect(table.fidelities).toHaveLength(fidelities.length);
      table.fidelities.forEach((fidelity, rung) => {
        expect(fidelity).toBeCloseTo(fidelities[rung] ?? 0, 12);
      });
    },
  );

  it('rises from within the bounds to the upper one, whatever the bounds', () => {
    const parameter = fc.oneof(
      fc
        .tuple(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 1, max: 1e6 }))
        .map(([lower, more]) => integer(lower, lower + more, { is_fidelity: true })),
      fc
        .tuple(
          fc.double({ min: 1e-6, max: 1e3, noNaN: true }),
          fc.double({ min: 1.001, max: 1e6, noNaN: true }),
        )
        .map(([lower, factor]) => float(lower, lower * factor, { is_fidelity: true })),
    );
    fc.assert(
      fc.property(parameter, fc.integer({ min: 2, max: 10 }), (fidelity, eta) => {
        const { fidelities, top } = rungTable(fidelity, eta);
        expect(fidelities[top]).toBe(fidelity.upper);
        expect(Math.min(...fidelities)).toBeGreaterThanOrEqual(fidelity.lower);
        expect(new Set(fidelities).size).toBe(fidelities.length);
        expect([...fidelities].sort((a, b) => a - b)).toEqual(fidelities);
        expect(fidelity.kind === 'float' || fidelities.every(Number.isInteger)).toBe(true);
        expect(fidelity.lower * eta ** (top + 1)).toBeGreaterThan(fidelity.upper);
      }),
    );
  });

  it('does not exist above the highest rung', () => {
    const table = rungTable(integer(1, 9, { is_fidelity: true }), 3);
    expect(fidelityOfRung(table, 2)).toBe(9);
    expect(() => fidelityOfRung(table, 3)).toThrow('The rungs are 0 to 2; found 3');
  });
});

describe('the sizes of the rungs of a bracket', () => {
  it.each([
    { bounds: [1, 81], eta: 3, skipped: 0, sizes: [81, 27, 9, 3, 1] },
    { bounds: [1, 81], eta: 3, skipped: 1, sizes: [34, 11, 3, 1] },
    { bounds: [1, 81], eta: 3, skipped: 2, sizes: [15, 5, 1] },
    { bounds: [1, 81], eta: 3, skipped: 3, sizes: [8, 2] },
    { bounds: [1, 81], eta: 3, skipped: 4, sizes: [5] },
    { bounds: [1, 40], eta: 3, skipped: 0, sizes: [27, 9, 3, 1] },
    { bounds: [1, 40], eta: 3, skipped: 1, sizes: [12, 4, 1] },
    { bounds: [1, 40], eta: 3, skipped: 2, sizes: [6, 2] },
    { bounds: [1, 40], eta: 3, skipped: 3, sizes: [4] },
    { bounds: [1, 16], eta: 2, skipped: 0, sizes: [16, 8, 4, 2, 1] },
    { bounds: [1, 16], eta: 2, skipped: 2, sizes: [7, 3, 1] },
    { bounds: [1, 16], eta: 4, skipped: 0, sizes: [16, 4, 1] },
    { bounds: [1, 16], eta: 4, skipped: 1, sizes: [6, 1] },
    { bounds: [1, 2], eta: 3, skipped: 0, sizes: [1] },
  ])(
    'in $bounds with η = $eta and $skipped rungs left out are those of Li et al. 2018',
    ({ bounds: [lower = 1, upper = 1], eta, skipped, sizes }) => {
      const table = rungTable(integer(lower, upper, { is_fidelity: true }), eta);
      expect(bracketSizes(table, table.top - skipped)).toEqual(sizes);
    },
  );
});
