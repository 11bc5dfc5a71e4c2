import { normalCdf } from '#core/space/normal-distribution.ts';

/** Weight of the kernel that stands for "anything is possible", beside one for each observation. */
const PRIOR_WEIGHT = 1;
/** A kernel is never so narrow that less than 90 % of it would lie outside of its own cell: 1.64 deviations in half a cell. */
const LEAST_DEVIATION = 0.5 / 1.64;

/** The cells of a grid that hold observations, in order, and how many each holds. */
type Filled = {
  readonly cells: readonly number[];
  readonly weights: readonly number[];
  readonly total: number;
};

function filledOf(counts: Uint32Array): Filled {
  const cells = [...counts.keys()].filter((cell) => (counts[cell] as number) > 0);
  const weights = cells.map((cell) => counts[cell] as number);
  return { cells, weights, total: weights.reduce((sum, weight) => sum + weight, 0) };
}

/** The first filled cell at which the running weight reaches `rank`, or goes beyond it. */
function cellAtRank({ cells, weights }: Filled, rank: number, beyond: boolean): number {
  let running = 0;
  for (const [index, cell] of cells.entries()) {
    running += weights[index] as number;
    if (beyond ? running > rank : running >= rank) {
      return cell;
    }
  }
  return cells.at(-1) ?? 0;
}

/** Scott's rule with the quartiles as a guard against outliers (D. W. Scott, "Multivariate Density Estimation", 1992). */
function bandwidth(filled: Filled): number {
  const { cells, weights, total } = filled;
  const sum = (term: (cell: number) => number) =>
    cells.reduce((all, cell, index) => all + (weights[index] as number) * term(cell), 0);
  const mean = sum((cell) => cell) / total;
  const deviation = Math.sqrt(sum((cell) => (cell - mean) ** 2) / Math.max(1, total - 1));
  const low = cellAtRank(filled, Math.floor(total / 4), false);
  const high = cellAtRank(filled, Math.floor((total * 3) / 4), true);
  const scott = 1.059 * Math.min((high - low) / 1.34, deviation) * total ** -0.2;
  return Math.max(scott, LEAST_DEVIATION);
}

/** Adds a normal kernel that is cut off at the ends of the grid and summed up over each cell. */
function addKernel(density: Float64Array, centre: number, deviation: number, weight: number): void {
  const below = (edge: number) => normalCdf((edge - centre) / deviation);
  const first = below(-0.5);
  const inside = below(density.length - 0.5) - first;
  let left = first;
  for (let cell = 0; cell < density.length; cell++) {
    const right = below(cell + 0.5);
    density[cell] = (density[cell] as number) + (weight * (right - left)) / inside;
    left = right;
  }
}

/**
 * The density of observations on a grid of ordered cells: a normal kernel for each, and one as wide as the grid.
 *
 * @returns the probability of each cell; sums to 1
 */
export function orderedDensity(counts: Uint32Array): Float64Array {
  const filled = filledOf(counts);
  const density = new Float64Array(counts.length);
  const all = filled.total + PRIOR_WEIGHT;
  const deviation = filled.total === 0 ? 1 : bandwidth(filled);
  for (const [index, cell] of filled.cells.entries()) {
    addKernel(density, cell, deviation, (filled.weights[index] as number) / all);
  }
  addKernel(density, (counts.length - 1) / 2, counts.length, PRIOR_WEIGHT / all);
  return density;
}

/** The same for choices, which have no order: each kernel leaves a little to the other choices. */
export function choiceDensity(counts: Uint32Array): Float64Array {
  const { cells, weights, total } = filledOf(counts);
  const choices = counts.length;
  const all = total + PRIOR_WEIGHT;
  const little = PRIOR_WEIGHT / (cells.length + 1);
  const share = 1 + little * choices;
  const density = new Float64Array(choices).fill(
    PRIOR_WEIGHT / all / choices + (total / all) * (little / share),
  );
  for (const [index, cell] of cells.entries()) {
    density[cell] = (density[cell] as number) + (weights[index] as number) / all / share;
  }
  return density;
}
