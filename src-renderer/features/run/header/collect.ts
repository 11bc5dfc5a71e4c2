import type { ResolvedOptimizer } from '#core/contract/optimizers/optimizers.ts';
import type { Counts, RunStatus } from '#core/contract/run/status.ts';
import type { TrialState } from '#core/contract/run/trial.ts';
import { count } from '#renderer/format/numbers.ts';
import { optimizerTitle } from '#renderer/format/words.ts';

/** The order in which counts are told: what is done, what goes on, what went wrong, what waits. */
const COUNT_ORDER = [
  'success',
  'evaluating',
  'failed',
  'crashed',
  'stale',
  'pending',
  'unreadable',
] as const satisfies readonly TrialState[];

/** The states that some trial is in, with how many. */
export function shownCounts(
  counts: Counts,
): readonly { readonly state: TrialState; readonly count: number }[] {
  return COUNT_ORDER.filter((state) => counts[state] > 0).map((state) => ({ state, count: counts[state] }));
}

/** All trials that there are. */
export function allTrials(counts: Counts): number {
  return COUNT_ORDER.reduce((sum, state) => sum + counts[state], 0);
}

/** `61 completed · 4 evaluating · 1 stale · 34 left` */
export function evaluationsLine({ counts, budget }: RunStatus): string {
  const { completed, committed, total } = budget.evaluations;
  const parts: readonly (readonly [number, string])[] = [
    [counts.evaluating, 'evaluating'],
    [counts.stale, 'stale'],
    [counts.pending, 'pending'],
    [total === null ? 0 : Math.max(0, total - Math.max(committed, completed)), 'left'],
  ];
  return [
    `${count(completed)} completed`,
    ...parts.filter(([n]) => n > 0).map(([n, word]) => `${count(n)} ${word}`),
  ].join(' · ');
}

/** `PriorBand, η = 3` */
export function optimizerWords(optimizer: ResolvedOptimizer | null): string | null {
  if (optimizer === null) {
    return null;
  }
  const { eta } = optimizer.arguments;
  const title = optimizerTitle(optimizer.name);
  return eta === undefined ? title : `${title}, η = ${eta}`;
}

/** Workers that live, or may live: what can't be known yet counts as alive. */
export function aliveWorkers(status: RunStatus): number {
  return status.workers.filter((worker) => worker.alive !== false).length;
}

/** Whether the run says anything about cost: a budget for it, or some that was spent. */
export function tellsCost({ budget }: RunStatus): boolean {
  return budget.cost.total !== null || budget.cost.spent > 0;
}
