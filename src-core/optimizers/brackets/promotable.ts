import { lossOf, type Trial } from '#core/contract/run/trial.ts';
import { firstWhere } from '#core/numerics/first-where.ts';
import type { AskInput, RungView } from '#core/optimizers/optimizer.ts';

/** The place that a trial has among all that finished its rung, 0 for the best. */
type Placed = { readonly trial: Trial; readonly place: number };

/** How many of these trials, the least loss first, have less than `loss`; with `orEqual` those that have as much too. */
function countBelow(ranked: readonly Trial[], loss: number, orEqual: boolean): number {
  return firstWhere(ranked.length, (place) => {
    const other = lossOf(ranked[place] as Trial) ?? Number.POSITIVE_INFINITY;
    return !(other < loss || (orEqual && other === loss));
  });
}

/** What else promotions go by. */
export type PromotionRules = {
  readonly onError: AskInput['onError'];
  /** Whether there is a configuration to go on with: that of a damaged trial may be none of the space. */
  readonly canGoOn: (trial: Trial) => boolean;
};

/** The trials of one bracket that nothing continues and whose place is below `places`, the best first. */
function openIn(view: RungView, places: number, countBefore: (loss: number) => number): readonly Placed[] {
  const open: Placed[] = [];
  for (const [index, trial] of view.ranked.slice(0, places).entries()) {
    if (view.promoted.has(trial.trial)) {
      continue;
    }
    const place = index + countBefore(lossOf(trial) ?? Number.POSITIVE_INFINITY);
    if (place >= places) {
      break;
    }
    open.push({ trial, place });
  }
  return open;
}

/**
 * The trials of a rung that may go on to the next one: those among the best `places` of all that finished the rung
 * (Li et al., "A system for massively parallel hyperparameter tuning", MLSys 2020, algorithm 2, `get_job`) that nothing
 * continues yet, the best first. Of those that already went on the places are taken.
 *
 * Failures finished the rung too. They rank by `loss_value_on_error`, last without one, and never go on: a failed
 * evaluation has left nothing to continue. Trials that cannot go on rank by their loss and leave their places empty.
 *
 * @param views the rung in each of the brackets whose trials compete with each other; of equal losses the one in the view
 * that stands first here is the better one
 */
export function promotable(
  views: readonly RungView[],
  places: number,
  { onError, canGoOn }: PromotionRules,
): readonly Trial[] {
  const failures = views.reduce((sum, { completed, ranked }) => sum + completed.length - ranked.length, 0);
  const lossOfFailure = onError.loss ?? Number.POSITIVE_INFINITY;
  const open = views.flatMap((view, own) =>
    openIn(view, places, (loss) =>
      views.reduce(
        (sum, { ranked }, index) => (index === own ? sum : sum + countBelow(ranked, loss, index < own)),
        loss > lossOfFailure ? failures : 0,
      ),
    ),
  );
  return open
    .filter(({ trial }) => canGoOn(trial))
    .sort((a, b) => a.place - b.place)
    .map(({ trial }) => trial);
}
