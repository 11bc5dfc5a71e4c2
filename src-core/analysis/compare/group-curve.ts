import { evenlyPicked } from '../charts/evenly-picked.ts';
import { type Interval, mean, percentileInterval, type Resamples, resampledMeans } from './bootstrap.ts';
import { commonEnd, lossAt, placesOfChange, type RunCurve } from './step-function.ts';

/**
 * What is drawn around a mean.
 *
 * - `confidence`: the 95 % percentile interval of its bootstrap over the runs.
 * - `error`: its standard error below and above it, by the deviation of the sample (n − 1).
 * - `range`: the lowest and the highest of the runs.
 */
export type BandKind = 'confidence' | 'error' | 'range';

type GroupPoint = Interval & { readonly x: number; readonly mean: number };

/** The mean of several runs' best losses, as a step function. */
export type GroupCurve = {
  /** Ascending; each level holds up to the next. Empty where some run has no loss yet. */
  readonly points: readonly GroupPoint[];
  /** Where the line ends. */
  readonly end: number;
};

/** More places are not told apart on any screen. */
const MOST_POINTS = 160;

/**
 * The mean and its band at each place where one of the runs improved: from where each of them has a loss to their
 * common end. With one run the band is its line. Resamples are of runs, the same ones at each place.
 */
export function groupCurve(
  runs: readonly RunCurve[],
  { band, resamples }: { readonly band: BandKind; readonly resamples: Resamples },
): GroupCurve {
  const end = commonEnd(runs);
  const from = Math.max(...runs.map(({ points }) => points[0]?.[0] ?? Number.POSITIVE_INFINITY));
  if (runs.length === 0 || from > end) {
    return { points: [], end };
  }
  const points = evenlyPicked(placesOfChange(runs, from, end), MOST_POINTS).map((x) => {
    const losses = runs.map((run) => lossAt(run, x) ?? Number.NaN);
    return { x, mean: mean(losses), ...bandOf(losses, band, resamples) };
  });
  return { points, end };
}

/** The band around the mean of some losses. */
export function bandOf(losses: readonly number[], band: BandKind, resamples: Resamples): Interval {
  if (band === 'range' || losses.length === 1) {
    return { lower: Math.min(...losses), upper: Math.max(...losses) };
  }
  if (band === 'confidence') {
    return percentileInterval(resampledMeans(losses, resamples));
  }
  const centre = mean(losses);
  const error = standardError(losses, centre);
  return { lower: centre - error, upper: centre + error };
}

function standardError(losses: readonly number[], centre: number): number {
  const squares = losses.reduce((sum, loss) => sum + (loss - centre) ** 2, 0);
  return Math.sqrt(squares / (losses.length - 1) / losses.length);
}
