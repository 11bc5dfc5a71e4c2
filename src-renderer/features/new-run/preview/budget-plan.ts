import type { CheckReport } from '#core/contract/check.ts';
import type { PlannedRung } from '#core/contract/optimizers.ts';
import type { SearchSpace } from '#core/contract/space.ts';

/** What the budget of a run comes to. A full evaluation is one at the highest fidelity. */
export type BudgetPlan = {
  /** Of one round of all brackets; null for an optimizer without rungs. */
  readonly round: { readonly evaluations: number; readonly full: number } | null;
  /** `max_evaluations_total`, and in full evaluations; null without one. */
  readonly evaluations: number | null;
  readonly full: number | null;
};

/** Each evaluation counts by its fidelity, as if it began anew. */
export function budgetPlan({ rungs, settings }: Pick<CheckReport, 'rungs' | 'settings'>): BudgetPlan {
  const total = settings?.max_evaluations_total;
  const evaluations = typeof total === 'number' ? total : null;
  const round = rungs.length === 0 ? null : roundOf(rungs);
  const share = round === null ? 1 : round.full / round.evaluations;
  return { round, evaluations, full: evaluations === null ? null : evaluations * share };
}

function roundOf(rungs: readonly PlannedRung[]): { readonly evaluations: number; readonly full: number } {
  const highest = Math.max(...rungs.map(({ fidelity }) => fidelity));
  return {
    evaluations: rungs.reduce((sum, { trials }) => sum + trials, 0),
    full: rungs.reduce((sum, { trials, fidelity }) => sum + (trials * fidelity) / highest, 0),
  };
}

/** How many configurations there are; null where a float makes them uncountable. The fidelity does not count. */
export function spaceSize(space: SearchSpace): number | null {
  return space.reduce<number | null>((size, parameter) => {
    if (size === null || parameter.kind === 'constant') {
      return size;
    }
    if (parameter.kind === 'categorical') {
      return size * parameter.choices.length;
    }
    if (parameter.is_fidelity) {
      return size;
    }
    return parameter.kind === 'float' ? null : size * (parameter.upper - parameter.lower + 1);
  }, 1);
}

/**
 * How long a run takes with one worker, in seconds, from one evaluation at the lowest fidelity, if time grows with
 * fidelity; null without a number of evaluations.
 */
export function expectedSeconds(plan: BudgetPlan, space: SearchSpace, secondsOfOne: number): number | null {
  const fidelity = space.find((parameter) => 'is_fidelity' in parameter && parameter.is_fidelity);
  const isRange = fidelity?.kind === 'float' || fidelity?.kind === 'integer';
  const factor = isRange && fidelity.lower > 0 ? fidelity.upper / fidelity.lower : 1;
  return plan.full === null ? null : plan.full * secondsOfOne * factor;
}
