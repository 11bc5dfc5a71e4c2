import { lossOf, type Trial } from '#core/contract/trial.ts';
import type { AskInput, RungView } from '#core/optimizers/optimizer.ts';

type Ranked = { readonly trial: Trial; readonly loss: number; readonly view: RungView };

/** The best trials that finished the same rung in several brackets, the least loss first, of equal ones the lower bracket. */
function bestOf(views: readonly RungView[], count: number): readonly Ranked[] {
  const ranked = views.flatMap((view) =>
    view.ranked
      .slice(0, count)
      .map((trial): Ranked => ({ trial, loss: lossOf(trial) ?? Number.POSITIVE_INFINITY, view })),
  );
  return ranked.sort((a, b) => a.loss - b.loss).slice(0, count);
}

/**
 * The trials of a rung that may go on to the next one: those among the best `places` of all that finished the rung
 * (Li et al., "A system for massively parallel hyperparameter tuning", MLSys 2020, algorithm 2, `get_job`) that nothing
 * continues yet, the best first. Of those that already went on the places are taken.
 *
 * Failures finished the rung too. They rank by `loss_value_on_error`, last without one, and never go on: a failed
 * evaluation has left nothing to continue.
 *
 * @param views the rung in each of the brackets whose trials compete with each other
 */
export function promotable(
  views: readonly RungView[],
  places: number,
  onError: AskInput['onError'],
): readonly Trial[] {
  const failures = views.reduce((sum, { completed, ranked }) => sum + completed.length - ranked.length, 0);
  const lossOfFailure = onError.loss ?? Number.POSITIVE_INFINITY;
  return bestOf(views, places)
    .filter(({ loss }, rank) => rank + (loss > lossOfFailure ? failures : 0) < places)
    .filter(({ trial, view }) => !view.promoted.has(trial.trial))
    .map(({ trial }) => trial);
}
