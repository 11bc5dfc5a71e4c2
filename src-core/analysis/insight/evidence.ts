import type { AnalysedFidelity, AnalysisBasis } from '#core/contract/analysis/analysis.ts';
import { fidelityOf, isFidelity, type SearchableParameter } from '#core/space/roles.ts';
import { OUTCOME, type TrialTable } from '../trials/trial-table.ts';

/** Fewer usable trials than this tell nothing about a space. */
export const LEAST_TRIALS = 10;
/** A fidelity with so many usable trials is looked at by itself. */
const ENOUGH_AT_ONE_FIDELITY = 20;

/** One parameter of what is analysed, with its values, one for each used trial. */
export type EvidenceAxis = { readonly parameter: SearchableParameter; readonly values: Float64Array };

/** The trials that an analysis rests on. */
export type Evidence = {
  /** The searched parameters; with all fidelities together the fidelity too. */
  readonly axes: readonly EvidenceAxis[];
  /** Finite, one for each used trial. */
  readonly losses: Float64Array;
  readonly names: readonly string[];
  /** The fidelity of each used trial; NaN without one. */
  readonly fidelity: Float64Array;
  readonly basis: AnalysisBasis;
};

/** A parameter that more than this part of the successes have no value of is only there in some trials. */
const MAY_LACK = 0.2;

/**
 * The table without the parameters that many successes lack: a space may depend on its own values, as those of Optuna do,
 * and then nearly every trial lacks something.
 */
function withoutConditional(
  table: TrialTable,
  losses: Float64Array,
): TrialTable & { readonly lacking: string[] } {
  const successes = [...table.outcomes.keys()].filter(
    (row) => table.outcomes[row] === OUTCOME.success && Number.isFinite(losses[row]),
  );
  const isLacking = (column: Float64Array): boolean =>
    successes.filter((row) => Number.isNaN(column[row])).length > MAY_LACK * successes.length;
  const kept = table.parameters.map(
    (parameter, index) => isFidelity(parameter) || !isLacking(table.columns[index] as Float64Array),
  );
  return {
    ...table,
    parameters: table.parameters.filter((_, index) => kept[index]),
    columns: table.columns.filter((_, index) => kept[index]),
    lacking: table.parameters.filter((_, index) => !kept[index]).map(({ name }) => name),
  };
}

type Counts = Pick<AnalysisBasis, 'failed' | 'crashed' | 'not_finite' | 'under_way' | 'outside'>;

function isInside({ parameters, columns }: TrialTable, row: number): boolean {
  return parameters.every(
    (parameter, index) => isFidelity(parameter) || !Number.isNaN((columns[index] as Float64Array)[row]),
  );
}

/** The rows with a finite loss and a value for every parameter; the others are counted by what they lack. */
function usableRows(table: TrialTable, losses: Float64Array): { rows: number[]; counts: Counts } {
  const counts = { failed: 0, crashed: 0, not_finite: 0, under_way: 0, outside: 0 };
  const rows: number[] = [];
  for (const [row, outcome] of table.outcomes.entries()) {
    if (outcome === OUTCOME.failed) {
      counts.failed += 1;
    } else if (outcome === OUTCOME.crashed) {
      counts.crashed += 1;
    } else if (outcome !== OUTCOME.success) {
      counts.under_way += 1;
    } else if (!Number.isFinite(losses[row])) {
      counts.not_finite += 1;
    } else if (isInside(table, row)) {
      rows.push(row);
    } else {
      counts.outside += 1;
    }
  }
  return { rows, counts };
}

function countFidelities({ fidelity }: TrialTable, rows: readonly number[]): AnalysisBasis['fidelities'] {
  const counts = new Map<number, number>();
  for (const row of rows) {
    const value = fidelity[row] as number;
    if (!Number.isNaN(value)) {
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
  }
  return [...counts]
    .map(([value, trials]) => ({ fidelity: value, trials }))
    .sort((a, b) => a.fidelity - b.fidelity);
}

function chosenFidelity(
  wish: AnalysedFidelity,
  fidelities: AnalysisBasis['fidelities'],
): AnalysisBasis['fidelity'] {
  if (fidelities.length === 0) {
    return null;
  }
  if (wish !== 'auto') {
    return wish;
  }
  const highest = fidelities.findLast(({ trials }) => trials >= ENOUGH_AT_ONE_FIDELITY);
  return highest?.fidelity ?? 'all';
}

function pick(column: Float64Array, rows: readonly number[]): Float64Array {
  return Float64Array.from(rows, (row) => column[row] as number);
}

/** Chooses the trials that an analysis of one objective rests on, and counts the others. */
export function evidenceOf(whole: TrialTable, wish: AnalysedFidelity, objective: number): Evidence {
  const losses = whole.losses[objective] ?? new Float64Array(whole.names.length).fill(Number.NaN);
  const table = withoutConditional(whole, losses);
  const { rows: usable, counts } = usableRows(table, losses);
  const fidelities = countFidelities(table, usable);
  const fidelity = chosenFidelity(wish, fidelities);
  const rows =
    typeof fidelity === 'number' ? usable.filter((row) => table.fidelity[row] === fidelity) : usable;
  const resource = fidelityOf(table.parameters);
  const axes = table.parameters.flatMap((parameter, index): EvidenceAxis[] => {
    if (parameter.kind === 'constant' || (parameter === resource && fidelity !== 'all')) {
      return [];
    }
    const column = parameter === resource ? table.fidelity : (table.columns[index] as Float64Array);
    return [{ parameter, values: pick(column, rows) }];
  });
  return {
    axes,
    losses: pick(losses, rows),
    names: rows.map((row) => table.names[row] as string),
    fidelity: pick(table.fidelity, rows),
    basis: {
      trials: table.names.length,
      used: rows.length,
      ...counts,
      lacking: table.lacking,
      other_fidelity: usable.length - rows.length,
      fidelity,
      fidelities,
      objectives: table.losses.length,
      needed: LEAST_TRIALS,
    },
  };
}
