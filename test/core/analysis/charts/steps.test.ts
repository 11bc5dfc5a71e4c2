import { describe, expect, it } from 'vitest';
import { allAtOnce, eachInSteps, STEP_ITEMS, sortedInSteps } from '#core/analysis/charts/steps.ts';
import { fc } from '#test/support/fast-check.ts';

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

describe('looking at each in steps', () => {
  it('looks at all of them once, in their order, and leaves off after every so many', () => {
    const items = Array.from({ length: 2 * STEP_ITEMS + 1 }, (_, place) => `item ${place}`);
    const seen: [string, number][] = [];
    expect([...eachInSteps(items, (item, place) => seen.push([item, place]))]).toHaveLength(2);
    expect(seen).toEqual(items.map((item, place) => [item, place]));
  });
});
