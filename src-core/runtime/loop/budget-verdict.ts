import type { RunSettings } from '#core/contract/setup/settings.ts';

/** The settings that limit a run; durations in seconds, null without that budget. */
export type Budgets = {
  readonly evaluations: number | null;
  readonly cost: number | null;
  readonly duration: number | null;
  /** For one worker process. */
  readonly evaluationsPerWorker: number | null;
  /** True: only completed evaluations count towards `evaluations`, not those that are under way. */
  readonly onlyCompletedCount: boolean;
  /** How many evaluations one step may take at most. */
  readonly batch: number;
};

/** What has been used of them, as one worker sees it inside a step. */
export type BudgetUse = {
  /** Success, failed and crashed. */
  readonly completed: number;
  /** Under way, those of dead workers included. */
  readonly evaluating: number;
  readonly pending: number;
  /** Live reservations of trial numbers, by any worker. */
  readonly reserved: number;
  /** Summed over completed evaluations. */
  readonly cost: number;
  /** Seconds during which at least one worker lived. */
  readonly duration: number;
  /** Evaluations that this worker has ended, handed-back ones left out. */
  readonly byThisWorker: number;
};

/** The budget that ended a worker. `evaluations-per-run` leaves the run stopped, the others finish it. */
export type ReachedBudget = 'evaluations' | 'cost' | 'duration' | 'evaluations-per-run';

/**
 * - `go`: up to `pending` waiting trials may be taken, and up to `fresh` new numbers reserved for what is left of the
 *   batch after that.
 * - `wait`: the budget is committed but not completed; a trial may still come back to the queue.
 * - `end`: nothing may be begun any more.
 */
export type BudgetVerdict =
  | { readonly kind: 'go'; readonly pending: number; readonly fresh: number }
  | { readonly kind: 'wait' }
  | { readonly kind: 'end'; readonly reached: ReachedBudget };

/** The budgets of a run for a worker whose own limit may be given by its start. */
export function budgetsOf(settings: RunSettings, ownLimit: number | null): Budgets {
  return {
    evaluations: settings.max_evaluations_total,
    cost: settings.max_cost_total,
    duration: settings.incumbent.max_duration,
    evaluationsPerWorker: ownLimit ?? settings.max_evaluations_per_run,
    onlyCompletedCount: settings.continue_until_max_evaluation_completed,
    batch: settings.sample_batch_size,
  };
}

/** The parts of the use that end a worker when they reach their budget. */
type Spent = Pick<BudgetUse, 'completed' | 'cost' | 'duration' | 'byThisWorker'>;

/** The first budget that is used up, null while there is room in all of them. */
export function reachedBudget(budgets: Budgets, use: Spent): ReachedBudget | null {
  const reached: readonly (readonly [ReachedBudget, number, number | null])[] = [
    ['evaluations', use.completed, budgets.evaluations],
    ['cost', use.cost, budgets.cost],
    ['duration', use.duration, budgets.duration],
    ['evaluations-per-run', use.byThisWorker, budgets.evaluationsPerWorker],
  ];
  return reached.find(([, used, limit]) => limit !== null && used >= limit)?.[0] ?? null;
}

/** How many evaluations may be under way at once beside `counted` of the total; everything without one. */
function room(total: number | null, counted: number): number {
  return total === null ? Number.POSITIVE_INFINITY : Math.max(0, total - counted);
}

/**
 * Whether a worker may begin evaluations now, and how many. Checked inside a step, so that the total holds exactly
 * over all workers; the cost is that of completed evaluations, so that N workers may overshoot it by N evaluations.
 */
export function budgetVerdict(budgets: Budgets, use: BudgetUse): BudgetVerdict {
  const reached = reachedBudget(budgets, use);
  if (reached !== null) {
    return { kind: 'end', reached };
  }
  const own = Math.min(budgets.batch, room(budgets.evaluationsPerWorker, use.byThisWorker));
  const underWay = budgets.onlyCompletedCount ? 0 : use.evaluating;
  const committed = budgets.onlyCompletedCount ? 0 : use.evaluating + use.pending + use.reserved;
  const pending = Math.min(own, use.pending, room(budgets.evaluations, use.completed + underWay));
  const fresh = Math.min(own - pending, room(budgets.evaluations, use.completed + committed));
  return pending + fresh > 0 ? { kind: 'go', pending, fresh } : { kind: 'wait' };
}

/** Why a worker ended, in words that name the number. */
export function reachedInWords(reached: ReachedBudget, budgets: Budgets, use: Spent): string {
  switch (reached) {
    case 'evaluations':
      return `max_evaluations_total is reached: ${use.completed} of ${budgets.evaluations} evaluations are completed`;
    case 'cost':
      return `max_cost_total is reached: ${use.cost} of ${budgets.cost} is spent`;
    case 'duration':
      return `max_duration is reached: ${Math.round(use.duration)} of ${budgets.duration} s are spent`;
    case 'evaluations-per-run':
      return `max_evaluations_per_run is reached: this worker has completed ${use.byThisWorker} ${use.byThisWorker === 1 ? 'evaluation' : 'evaluations'}`;
  }
}
