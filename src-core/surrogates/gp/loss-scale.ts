/** A monotone map of losses to targets that a Gaussian process likes: of mean 0 and variance 1, without far outliers. */
export type LossScale = (loss: number) => number;

/**
 * The losses whose median stands for a typical configuration: the first ones, before a search closes in on an optimum.
 * The median of all would come closer to the best with every digit of it, so that the next digit always looked as large as
 * the whole range: a search would polish one optimum for ever and see no slope towards another.
 */
const TYPICAL = 20;
/**
 * Knees that are tried, in units of the distance from the best loss to the typical one; Infinity is the straight line.
 * Losses below the knee stay about linear, so that the neighbourhood of the optimum keeps its shape: a knee nearer to the
 * best loss would turn the bottom of a bowl into a cusp, anew with each new best.
 */
const KNEES = [Number.POSITIVE_INFINITY, 3, 1] as const;

function compress(distance: number, knee: number): number {
  return knee === Number.POSITIVE_INFINITY ? distance : knee * Math.log1p(distance / knee);
}

function momentsOf(values: readonly number[]): { readonly mean: number; readonly deviation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / values.length) };
}

/** The logarithm of the likelihood of a normal distribution behind the compressed distances (Box and Cox 1964). */
function normality(distances: readonly number[], knee: number): number {
  const { deviation } = momentsOf(distances.map((distance) => compress(distance, knee)));
  const jacobian = distances.reduce((sum, distance) => sum - Math.log1p(distance / knee), 0);
  return jacobian - distances.length * Math.log(deviation);
}

function largestFirst(one: number, other: number): number {
  return other - one;
}

/** The loss of a typical configuration. @param losses at least one, in the order in which they came */
export function typicalLoss(losses: readonly number[]): number {
  const first = losses.slice(0, TYPICAL).sort(largestFirst);
  return first[Math.floor(first.length / 2)] as number;
}

/**
 * The scale that makes these losses most normal: the identity, or a logarithm that begins at a knee, chosen by maximum
 * likelihood as in G. E. P. Box and D. R. Cox, "An analysis of transformations", J. Royal Statistical Society B 26
 * (1964). It only ever compresses the bad end: where losses lie orders of magnitude apart, differences between bad
 * ones say little about the good ones.
 *
 * @param losses finite, at least one, in the order in which they came
 */
export function fitLossScale(losses: readonly number[]): LossScale {
  const best = losses.reduce((least, loss) => Math.min(least, loss), Number.POSITIVE_INFINITY);
  // Halved, since the distance between the largest numbers would overflow.
  const distanceOf = (loss: number) => Math.max(loss / 2 - best / 2, 0);
  const sorted = losses.map(distanceOf).sort(largestFirst);
  const unit = distanceOf(typicalLoss(losses)) || sorted[0];
  if (unit === undefined || unit === 0) {
    return () => 0;
  }
  const distances = sorted.map((distance) => Math.min(distance / unit, 1e12));
  const knee = KNEES.reduce<number>(
    (chosen, other) => (normality(distances, other) > normality(distances, chosen) ? other : chosen),
    KNEES[0],
  );
  const { mean, deviation } = momentsOf(distances.map((distance) => compress(distance, knee)));
  return (loss) => (compress(Math.min(distanceOf(loss) / unit, 1e12), knee) - mean) / deviation;
}
