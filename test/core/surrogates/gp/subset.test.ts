import { describe, expect, it } from 'vitest';
import { spreadOver, theBestAndASpread } from '#core/surrogates/gp/subset.ts';

const NUMBERS = Array.from({ length: 100 }, (_, i) => i);
const LOSSES = NUMBERS.map((i) => ({ loss: (i * 37) % 100, number: i }));

describe('a part of many evaluations', () => {
  it('is all of them where they are few', () => {
    expect(spreadOver(NUMBERS, 100)).toBe(NUMBERS);
    expect(theBestAndASpread(LOSSES, 100)).toBe(LOSSES);
  });

  it('is spread evenly over their order', () => {
    expect(spreadOver(NUMBERS, 4)).toEqual([0, 25, 50, 75]);
  });

  it('holds the best, and of the rest a spread, in their order and none twice', () => {
    const part = theBestAndASpread(LOSSES, 20);
    expect(part).toHaveLength(20);
    const losses = part.map(({ loss }) => loss).sort((a, b) => a - b);
    expect(losses.slice(0, 10)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(Math.max(...losses)).toBeGreaterThan(50);
    const order = part.map(({ number }) => number);
    expect(order).toEqual([...new Set(order)].sort((a, b) => a - b));
  });

  it('takes the earlier of equal losses', () => {
    const equal = NUMBERS.map((number) => ({ loss: 1, number }));
    expect(
      theBestAndASpread(equal, 10)
        .slice(0, 5)
        .map(({ number }) => number),
    ).toEqual([0, 1, 2, 3, 4]);
  });
});
