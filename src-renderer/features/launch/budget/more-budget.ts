import type { RunStatus } from '#core/contract/run/status.ts';
import { wholeNumber } from '../fields/launch-fields.ts';

/** The new totals as typed; empty leaves a budget as it is. */
export type BudgetText = { readonly evaluations: string; readonly cost: string };

export type BudgetChange = {
  /** `KEY=VALUE` for the engine; empty where nothing is larger than before. */
  readonly set: readonly string[];
  readonly evaluationsError: string | null;
  readonly costError: string | null;
};

/** A first proposal: as many evaluations again, and their cost where that is limited too. */
export function proposeBudget({ evaluations, cost }: RunStatus['budget']): BudgetText {
  const before = evaluations.total;
  const rate = evaluations.completed > 0 ? cost.spent / evaluations.completed : 0;
  const doubled = before === null ? null : before * 2;
  const costNeeded = doubled === null ? cost.spent * 2 : rate * doubled;
  return {
    evaluations: doubled === null ? '' : String(doubled),
    cost: cost.total === null ? '' : String(Math.ceil(Math.max(cost.total, costNeeded))),
  };
}

function evaluationsError(text: string, before: number | null): string | null {
  if (text.trim() === '') {
    return null;
  }
  const value = wholeNumber(text, 1);
  if (value === null) {
    return 'A whole number of evaluations';
  }
  return before !== null && value < before ? `Not below the ${before} it has` : null;
}

function costError(text: string, before: number | null): string | null {
  if (text.trim() === '') {
    return null;
  }
  const value = Number(text);
  if (!(value > 0) || !Number.isFinite(value)) {
    return 'A number above 0';
  }
  return before !== null && value < before ? `Not below the ${before} it has` : null;
}

/** What the typed totals change. */
export function readBudget(text: BudgetText, { evaluations, cost }: RunStatus['budget']): BudgetChange {
  const errors = {
    evaluationsError: evaluationsError(text.evaluations, evaluations.total),
    costError: costError(text.cost, cost.total),
  };
  const changed = (typed: string, before: number | null) => typed.trim() !== '' && Number(typed) !== before;
  const set = [
    changed(text.evaluations, evaluations.total) ? `max_evaluations_total=${text.evaluations.trim()}` : null,
    changed(text.cost, cost.total) ? `max_cost_total=${text.cost.trim()}` : null,
  ].filter((each) => each !== null);
  return { set, ...errors };
}
