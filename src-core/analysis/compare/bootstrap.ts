import type { Rng } from '#core/space/rng.ts';

/** How often a mean is drawn again. */
const RESAMPLES = 1000;
/** The share of the resampled means inside of an interval. */
const CONFIDENCE = 0.95;

export type Interval = { readonly lower: number; readonly upper: number };

/** Draws with replacement: `count` rows of `size` indices each, one row after the other. */
export type Resamples = { readonly size: number; readonly count: number; readonly indices: Uint32Array };

/** Rows of indices below `size`, drawn evenly and with replacement. */
export function drawResamples(size: number, rng: Rng, count = RESAMPLES): Resamples {
  const indices = new Uint32Array(size * count);
  for (let at = 0; at < indices.length; at += 1) {
    indices[at] = rng.integer(size);
  }
  return { size, count, indices };
}

/** NaN of no values. */
export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < values.length; index += 1) {
    sum += values[index] ?? 0;
  }
  return sum / values.length;
}

/** The means of the resamples of `values`, in the order of the draws. */
export function resampledMeans(values: readonly number[], { size, count, indices }: Resamples): Float64Array {
  const means = new Float64Array(count);
  for (let row = 0; row < count; row += 1) {
    let sum = 0;
    for (let at = row * size; at < (row + 1) * size; at += 1) {
      sum += values[indices[at] ?? 0] ?? 0;
    }
    means[row] = sum / size;
  }
  return means;
}

/**
 * The percentile interval of the bootstrap (B. Efron, R. J. Tibshirani, "An Introduction to the Bootstrap", 1993,
 * section 13.3): the middle {@link CONFIDENCE} of the resampled values. `values` is sorted by this.
 */
export function percentileInterval(values: Float64Array): Interval {
  values.sort();
  const tail = (1 - CONFIDENCE) / 2;
  return { lower: quantileOfSorted(values, tail), upper: quantileOfSorted(values, 1 - tail) };
}

/** The quantile between the two nearest ranks (R. J. Hyndman, Y. Fan, 1996, definition 7), as NumPy has it. */
export function quantileOfSorted(sorted: ArrayLike<number>, share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const [low, high] = [sorted[below] ?? Number.NaN, sorted[Math.ceil(place)] ?? Number.NaN];
  // Equal infinities have no difference.
  return low === high ? low : low + (high - low) * (place - below);
}
