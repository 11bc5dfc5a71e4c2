import { normalQuantile } from '#core/space/normal-distribution.ts';

/**
 * How often a statistical test would fail if the code were right. The seeds are fixed, so a test that passes once
 * passes always; the rate says what a failure after a change means.
 */
const FALSE_ALARM_RATE = 1e-6;

/** Whether counts agree with expected counts: Pearson's chi-square against its quantile (Wilson and Hilferty 1931). */
export function agreesWith(counts: readonly number[], expected: readonly number[]): boolean {
  const statistic = counts.reduce((sum, count, index) => {
    const mean = expected[index] ?? 0;
    return sum + (count - mean) ** 2 / mean;
  }, 0);
  const freedom = counts.length - 1;
  const spread = 2 / (9 * freedom);
  const limit = freedom * (1 - spread + normalQuantile(1 - FALSE_ALARM_RATE) * Math.sqrt(spread)) ** 3;
  return statistic < limit;
}

/** Whether samples follow a distribution function: Kolmogorov and Smirnov, limit by Massart's inequality (1990). */
export function follows(samples: readonly number[], cdf: (value: number) => number): boolean {
  const sorted = samples.toSorted((a, b) => a - b);
  const distances = sorted.map((value, index) =>
    Math.max(
      Math.abs(cdf(value) - index / sorted.length),
      Math.abs(cdf(value) - (index + 1) / sorted.length),
    ),
  );
  return Math.max(...distances) < Math.sqrt(Math.log(2 / FALSE_ALARM_RATE) / (2 * sorted.length));
}

/** Counts how often each of `0 … size − 1` occurs. */
export function histogram(indices: readonly number[], size: number): number[] {
  const counts = new Array<number>(size).fill(0);
  for (const index of indices) {
    counts[index] = (counts[index] ?? 0) + 1;
  }
  return counts;
}

export function repeat<Value>(times: number, draw: () => Value): Value[] {
  return Array.from({ length: times }, draw);
}
