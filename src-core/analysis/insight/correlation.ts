import type { SummaryAnswer } from '#core/contract/analysis/analysis.ts';
import { centred, correlationOf, kendall, ranksOf, spearman } from '#core/numerics/ranks.ts';
import { isFidelity } from '#core/space/roles.ts';
import { evenlyPicked } from '../charts/evenly-picked.ts';
import { OUTCOME, type TrialTable } from '../trials/trial-table.ts';
import type { Evidence } from './evidence.ts';

/** Fewer configurations on both of two fidelities tell nothing. */
const LEAST_SHARED = 5;
/** Fidelities beyond this many are picked evenly. */
const MOST_FIDELITIES = 12;

/**
 * Spearman's rank correlations of the parameters that have an order, and of the loss. A categorical of two choices has
 * one too: that of its choices in the space.
 */
export function correlationMatrix({ axes, losses }: Evidence): SummaryAnswer['correlation'] {
  const ordered = axes.filter(
    ({ parameter }) => parameter.kind !== 'categorical' || parameter.choices.length === 2,
  );
  const ranks = [...ordered.map(({ values }) => values), losses].map((values) => centred(ranksOf(values)));
  const lower = ranks.map((own, row) => ranks.slice(0, row + 1).map((other) => correlationOf(own, other)));
  return {
    names: [...ordered.map(({ parameter }) => parameter.name), 'loss'],
    rho: ranks.map((_, row) =>
      ranks.map((_each, column) => lower[Math.max(row, column)]?.[Math.min(row, column)] ?? null),
    ),
  };
}

/** Losses of each configuration by fidelity: what is equal in all but the fidelity is one configuration. */
function lossesByConfiguration(table: TrialTable, losses: Float64Array): readonly Map<number, number>[] {
  const searched = table.columns.filter((_, index) => {
    const parameter = table.parameters[index];
    return parameter !== undefined && !isFidelity(parameter);
  });
  const groups = new Map<string, Map<number, number>>();
  for (const [row, outcome] of table.outcomes.entries()) {
    const [loss, fidelity] = [losses[row] as number, table.fidelity[row] as number];
    if (outcome === OUTCOME.success && Number.isFinite(loss) && !Number.isNaN(fidelity)) {
      const key = searched.map((column) => column[row]).join(' ');
      const group = groups.get(key) ?? new Map<number, number>();
      groups.set(key, group.set(fidelity, loss));
    }
  }
  return [...groups.values()].filter(({ size }) => size > 1);
}

/**
 * How far a lower fidelity orders configurations as a higher one does: rank correlations over the configurations that
 * were evaluated at both. Where it is low, stopping early throws good configurations away. Note that only those that
 * were promoted have both.
 */
export function fidelityCorrelations(
  table: TrialTable,
  objective: number,
): SummaryAnswer['between_fidelities'] {
  const groups = lossesByConfiguration(table, table.losses[objective] ?? new Float64Array(0));
  const all = [...new Set(groups.flatMap((group) => [...group.keys()]))].sort((a, b) => a - b);
  const fidelities = evenlyPicked(all, MOST_FIDELITIES);
  return fidelities.flatMap((low, index) =>
    fidelities.slice(index + 1).flatMap((high) => {
      const both = groups.filter((group) => group.has(low) && group.has(high));
      const at = (fidelity: number) => Float64Array.from(both, (group) => group.get(fidelity) as number);
      return both.length < LEAST_SHARED
        ? []
        : [
            {
              low,
              high,
              configurations: both.length,
              spearman: spearman(at(low), at(high)),
              kendall: kendall(at(low), at(high)),
            },
          ];
    }),
  );
}
