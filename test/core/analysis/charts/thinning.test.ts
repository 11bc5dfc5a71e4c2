import { describe, expect, it } from 'vitest';
import { thin } from '#core/analysis/charts/thinning.ts';

/** Every 50th of them stands out. */
function numbers(length: number): readonly number[] {
  return Array.from({ length }, (_, index) => index + 1);
}

const isRare = (item: number) => item % 50 === 0;

function thinned(items: readonly number[], limit: number, preferred: readonly number[] = []) {
  return thin(items, limit, { nameOf: String, preferred: new Set(preferred) });
}

describe('thinning', () => {
  it('takes nothing away up to the limit', () => {
    expect(thinned(numbers(30), 30)).toEqual(numbers(30));
  });

  it('keeps as many as the limit, in their order, the preferred ones first of all', () => {
    const kept = thinned(numbers(5000), 300, [7, 4321]);
    expect(kept).toHaveLength(300);
    expect(kept).toEqual(kept.toSorted((a, b) => a - b));
    expect(kept).toEqual(expect.arrayContaining([7, 4321]));
  });

  it('keeps shares and density', () => {
    const kept = thinned(numbers(20_000), 1000);
    // 4.9 deviations of a binomial: 1000 draws of 1/2 and of 1/50, passed once in 10⁶ by chance.
    const firstHalf = kept.filter((item) => item <= 10_000).length;
    expect(Math.abs(firstHalf - 500)).toBeLessThan(4.9 * Math.sqrt(250));
    expect(Math.abs(kept.filter(isRare).length - 20)).toBeLessThan(4.9 * Math.sqrt(19.6));
  });

  it('stays calm: one more adds itself at most, and takes at most one away', () => {
    const [before, after] = [thinned(numbers(3000), 300), thinned(numbers(3001), 300)];
    expect(before.filter((item) => !after.includes(item)).length).toBeLessThanOrEqual(1);
    expect(after.filter((item) => !before.includes(item)).length).toBeLessThanOrEqual(1);
  });
});
