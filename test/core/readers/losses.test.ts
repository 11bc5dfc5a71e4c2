import { describe, expect, it } from 'vitest';
import { systemClock } from '#core/platform/clock.ts';
import { createLosses } from '#core/readers/losses.ts';

/** Losses at a time that the test sets, in seconds. */
function lossesAt() {
  let now = 0;
  const losses = createLosses({ ...systemClock, monotonic: () => now });
  return (seconds: number, missing: number): boolean => {
    now = seconds;
    return losses.areSettled(missing);
  };
}

describe('parts of a directory that are missing', () => {
  it('are deleted once no more of them go for three seconds', () => {
    const areSettled = lossesAt();
    expect(areSettled(0, 1)).toBe(false);
    expect(areSettled(2.9, 1)).toBe(false);
    expect(areSettled(3, 1)).toBe(true);
  });

  it('are not while the directory loses one after the other, however long that takes', () => {
    const areSettled = lossesAt();
    const seconds = Array.from({ length: 20 }, (_, index) => index * 2);
    expect(seconds.map((second) => areSettled(second, second + 1))).toEqual(seconds.map(() => false));
  });

  it('were only away for a moment where they come back: the next loss is a new one', () => {
    const areSettled = lossesAt();
    areSettled(0, 1);
    expect(areSettled(1, 0)).toBe(true);
    expect(areSettled(9, 1)).toBe(false);
  });
});
