import { createRng, type Rng } from '#core/space/rng.ts';

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** A value and the ends of its 95 % interval. */
export type Estimate = { readonly value: number; readonly low: number; readonly high: number };

const RESAMPLES = 400;

function resampled<T>(values: readonly T[], rng: Rng): readonly T[] {
  return values.map((_, __, all) => all[rng.integer(all.length)] as T);
}

/**
 * A statistic of the seeds of several objectives, with its bootstrap interval (Efron, "Bootstrap methods", Annals of
 * Statistics 7, 1979): seeds are drawn anew within each objective, so it says nothing about other objectives.
 */
export function bootstrap<T>(
  seeds: readonly (readonly T[])[],
  statistic: (seeds: readonly (readonly T[])[]) => number,
): Estimate {
  const rng = createRng(0, 0);
  const values = Array.from({ length: RESAMPLES }, () =>
    statistic(seeds.map((one) => resampled(one, rng))),
  ).sort((a, b) => a - b);
  const at = (share: number) => values[Math.min(RESAMPLES - 1, Math.floor(share * RESAMPLES))] ?? Number.NaN;
  return { value: statistic(seeds), low: at(0.025), high: at(0.975) };
}
