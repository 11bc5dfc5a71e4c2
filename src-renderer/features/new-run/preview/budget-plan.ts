import type { PlannedRung } from '#core/contract/optimizers/optimizers.ts';
import type { CheckReport } from '#core/contract/setup/check.ts';
import type { SearchSpace } from '#core/contract/space.ts';
import { fidelityOf } from '#core/space/roles.ts';

/** What the budget of a run comes to. A full evaluation is one at the highest fidelity. */
export type BudgetPlan = {
  /** Of one round of all brackets; null for an optimizer without rungs. */
  readonly round: { readonly evaluations: number; readonly full: number } | null;
  /** `max_evaluations_total`, and in full evaluations; null without one. */
  readonly evaluations: number | null;
  readonly full: number | null;
};

/** Why a run may never end by itself, as a sentence; null where it does. */
export function endlessWords({ settings }: Pick<CheckReport, 'settings'>): string | null {
  const incumbent = settings?.incumbent;
  const ours = typeof incumbent === 'object' && incumbent !== null ? incumbent : {};
  const isGiven = (value: unknown) => typeof value === 'number';
  if (isGiven(settings?.max_evaluations_total) || ('max_duration' in ours && isGiven(ours.max_duration))) {
    return null;
  }
  if (isGiven(settings?.max_cost_total)) {
    return 'Only its cost ends this run: where evaluations cost nothing, it runs for ever.';
  }
  if (isGiven(settings?.max_evaluations_per_run)) {
    return 'Each worker ends, but no budget ends the run: it can be resumed for ever.';
  }
  return 'until_stopped' in ours && ours.until_stopped === true
    ? 'This run goes on until you stop it.'
    : null;
}

/** How many evaluations a budget of costs is worth, by what one cost; null without such a budget or cost. */
export function evaluationsForCost(
  { settings }: Pick<CheckReport, 'settings'>,
  costOfOne: number | null,
): number | null {
  const total = settings?.max_cost_total;
  return typeof total === 'number' && costOfOne !== null && costOfOne > 0 ? total / costOfOne : null;
}

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
  const fidelity = fidelityOf(space);
  const factor = fidelity !== null && fidelity.lower > 0 ? fidelity.upper / fidelity.lower : 1;
  return plan.full === null ? null : plan.full * secondsOfOne * factor;
}
