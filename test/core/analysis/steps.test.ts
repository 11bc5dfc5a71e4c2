import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allAtOnce, STEP_ITEMS, sortedInSteps } from '#core/analysis/steps.ts';

const byKey = (a: { key: number }, b: { key: number }) => a.key - b.key;

describe('sorting in steps', () => {
  it('sorts as all at once, equal ones in the order in which they came', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 3 * STEP_ITEMS }),
        fc.integer({ min: 1, max: 40 }),
        (length, keys) => {
          const items = Array.from({ length }, (_, place) => ({ key: (place * 7919) % keys, place }));
          expect(allAtOnce(sortedInSteps(items, byKey))).toEqual(items.toSorted(byKey));
        },
      ),
      { numRuns: 30 },
    );
  });

  it('leaves off often', () => {
    const items = Array.from({ length: 8 * STEP_ITEMS }, (_, place) => ({ key: -place }));
    expect([...sortedInSteps(items, byKey)].length).toBeGreaterThan(8 + 3 * 4);
  });
});
