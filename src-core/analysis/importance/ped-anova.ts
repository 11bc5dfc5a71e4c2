import type { NumericalParameter } from '#core/contract/space.ts';
import type { Rng } from '#core/space/rng.ts';
import type { SearchableParameter } from '#core/space/roles.ts';
import type { EvidenceAxis } from '../insight/evidence.ts';
import { choiceDensity, orderedDensity } from './parzen.ts';

/** Share of the trials that count as the best: γ′ of the paper. */
const BEST_SHARE = 0.1;
/** Cells of an axis. */
const MOST_CELLS = 50;
/** Added to each density, so that none is 0. */
const TINY = 1e-12;

/** A grid on one axis: in which of its cells each trial lies. */
type Gridded = { readonly cells: Uint16Array; readonly size: number; readonly ordered: boolean };

function gridSize({ kind, lower, upper, log }: NumericalParameter): number {
  if (kind === 'float') {
    return MOST_CELLS;
  }
  const values = upper - lower + 1;
  return Math.min(log ? Math.ceil(Math.log2(values)) + 1 : values, MOST_CELLS);
}

function gridded({ parameter, values }: EvidenceAxis): Gridded {
  if (parameter.kind === 'categorical') {
    return { cells: Uint16Array.from(values), size: parameter.choices.length, ordered: false };
  }
  const size = gridSize(parameter);
  const unit = parameter.log ? Math.log : (value: number) => value;
  const [low, high] = [unit(parameter.lower), unit(parameter.upper)];
  const step = (high - low) / Math.max(1, size - 1);
  // A value in the middle between two cells belongs to the lower one.
  const cells = Uint16Array.from(values, (value) =>
    step > 0 ? Math.min(Math.max(Math.ceil((unit(value) - low) / step - 0.5), 0), size - 1) : 0,
  );
  return { cells, size, ordered: true };
}

function densityOf({ cells, size, ordered }: Gridded, rows: Uint32Array): Float64Array {
  const counts = new Uint32Array(size);
  for (let i = 0; i < rows.length; i++) {
    const cell = cells[rows[i] as number] as number;
    counts[cell] = (counts[cell] as number) + 1;
  }
  return ordered ? orderedDensity(counts) : choiceDensity(counts);
}

/** Pearson's divergence of the best trials' density from that of all trials. */
function divergence(best: Float64Array, all: Float64Array): number {
  return all.reduce((sum, density, cell) => {
    const base = density + TINY;
    return sum + base * (((best[cell] as number) + TINY) / base - 1) ** 2;
  }, 0);
}

function allRows(size: number): Uint32Array {
  const rows = new Uint32Array(size);
  for (let row = 0; row < size; row++) {
    rows[row] = row;
  }
  return rows;
}

/** The trials with the least losses: at least one, and all that are as good as the last of them. */
function bestRows(losses: Float64Array, share: number): Uint32Array {
  const cutOff = losses.toSorted()[Math.ceil(share * losses.length) - 1] ?? Number.NEGATIVE_INFINITY;
  return allRows(losses.length).filter((row) => (losses[row] as number) <= cutOff);
}

export type PedAnova = {
  /** One an axis, summing to 1; all 0 where no axis has any influence. */
  readonly importances: Float64Array;
  /** For each axis the importance that 19 of 20 shufflings of the losses stay below. */
  readonly chance: Float64Array;
  /** For each axis the share of shufflings with at least its importance. */
  readonly pValues: Float64Array;
  /** How many trials count as the best. */
  readonly best: number;
};

/** As many rows as asked for, drawn without replacement; what `rows` holds is shuffled. */
function drawnRows(rows: Uint32Array, count: number, rng: Rng): Uint32Array {
  for (let i = 0; i < count; i++) {
    const j = i + rng.integer(rows.length - i);
    const drawn = rows[j] as number;
    rows[j] = rows[i] as number;
    rows[i] = drawn;
  }
  return rows.subarray(0, count);
}

/**
 * How much each parameter matters for being among the best tenth: S. Watanabe, A. Bansal, F. Hutter, "PED-ANOVA:
 * Efficiently Quantifying Hyperparameter Importance in Arbitrary Subspaces", IJCAI 2023, equation 16 with γ = 1 and
 * γ′ = 0.1, as shares of their sum. Both densities are Parzen estimates on a grid of the (log-scaled) axis.
 *
 * What chance alone would give is found by taking as many trials at random for the best.
 *
 * @param losses finite, at least one
 * @param shufflings how often chance is tried; 0 leaves `chance` and `pValues` at 0
 */
export function pedAnova(
  axes: readonly EvidenceAxis[],
  losses: Float64Array,
  rng: Rng,
  shufflings: number,
): PedAnova {
  const grids = axes.map(gridded);
  const rows = allRows(losses.length);
  const everything = grids.map((grid) => densityOf(grid, rows));
  const divergences = (chosen: Uint32Array) =>
    Float64Array.from(grids, (grid, index) =>
      divergence(densityOf(grid, chosen), everything[index] as Float64Array),
    );
  const best = bestRows(losses, BEST_SHARE);
  const found = divergences(best);
  const tries = Array.from({ length: shufflings }, () => divergences(drawnRows(rows, best.length, rng)));
  const sum = found.reduce((all, value) => all + value, 0);
  const share = (value: number) => (sum > 0 ? value / sum : 0);
  return {
    importances: found.map(share),
    chance: found.map((_, index) => share(upperTwentieth(tries.map((values) => values[index] as number)))),
    pValues: found.map(
      (value, index) =>
        tries.filter((values) => (values[index] as number) >= value).length / Math.max(1, shufflings),
    ),
    best: best.length,
  };
}

function upperTwentieth(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.ceil(0.95 * values.length) - 1] ?? 0;
}

/** Whether an axis can have any influence: one value alone has none. */
export function varies(parameter: SearchableParameter): boolean {
  return parameter.kind === 'categorical' ? parameter.choices.length > 1 : parameter.upper > parameter.lower;
}
