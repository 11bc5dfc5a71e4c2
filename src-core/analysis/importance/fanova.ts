import { firstWhere } from '#core/numerics/first-where.ts';
import { type Forest, type Leaf, widthOf } from './forest.ts';

export type Fanova = {
  /** For each axis the share of the forest's variance that it explains alone, averaged over the trees. */
  readonly importances: Float64Array;
  /** Standard deviation of that share over the trees. */
  readonly deviations: Float64Array;
};

/** The mean and the variance of a tree over the space. */
function momentsOf(leaves: readonly Leaf[]): { mean: number; variance: number } {
  const mean = leaves.reduce((sum, { value, volume }) => sum + value * volume, 0);
  return { mean, variance: leaves.reduce((sum, { value, volume }) => sum + volume * (value - mean) ** 2, 0) };
}

/** Variance of a tree's marginal along a choice: the mean of the tree where the choice is given. */
function choiceVariance(leaves: readonly Leaf[], axis: number, choices: number, mean: number): number {
  const marginal = new Float64Array(choices);
  for (const leaf of leaves) {
    const rest = leaf.volume / widthOf(leaf, axis);
    for (const [choice, one] of (leaf.sets[axis] as Uint8Array).entries()) {
      marginal[choice] = (marginal[choice] as number) + one * leaf.value * rest;
    }
  }
  return marginal.reduce((sum, value) => sum + (value - mean) ** 2, 0) / choices;
}

/** The same along an ordered axis: the marginal is a step function that changes where leaves begin. */
function orderedVariance(leaves: readonly Leaf[], axis: number, mean: number): number {
  const points = Float64Array.from(new Set(leaves.map(({ from }) => from[axis] as number))).sort();
  const placeFrom = (value: number) =>
    firstWhere(points.length, (place) => (points[place] as number) >= value);
  const changes = new Float64Array(points.length + 1);
  for (const leaf of leaves) {
    const height = (leaf.value * leaf.volume) / widthOf(leaf, axis);
    const first = placeFrom(leaf.from[axis] as number);
    const last = placeFrom(leaf.to[axis] as number);
    changes[first] = (changes[first] as number) + height;
    changes[last] = (changes[last] as number) - height;
  }
  let [height, variance] = [0, 0];
  for (let i = 0; i < points.length; i++) {
    height += changes[i] as number;
    variance += ((points[i + 1] ?? 1) - (points[i] as number)) * (height - mean) ** 2;
  }
  return variance;
}

/**
 * How much of the variance of the loss each parameter explains alone: functional ANOVA of a random forest (F. Hutter,
 * H. Hoos, K. Leyton-Brown, "An Efficient Approach for Assessing Hyperparameter Importance", ICML 2014, algorithms 1 and
 * 2). Marginals are exact: each leaf counts with the share of the space that it covers, on (log-scaled) unit axes. What
 * the shares leave of 1 is explained by several parameters together.
 */
export function fanova({ trees, choices }: Forest): Fanova {
  const shares = trees.flatMap((leaves) => {
    const { mean, variance } = momentsOf(leaves);
    const alone = (count: number, axis: number) =>
      (count > 0 ? choiceVariance(leaves, axis, count, mean) : orderedVariance(leaves, axis, mean)) /
      variance;
    return variance > 0 ? [Float64Array.from(choices, alone)] : [];
  });
  const meanOf = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  const importances = Float64Array.from(choices, (_, axis) =>
    meanOf(shares.map((each) => each[axis] as number)),
  );
  return {
    importances,
    deviations: importances.map((mean, axis) =>
      Math.sqrt(meanOf(shares.map((each) => ((each[axis] as number) - mean) ** 2))),
    ),
  };
}
