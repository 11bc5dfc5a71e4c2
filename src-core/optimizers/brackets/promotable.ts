import { lossOf, type Trial } from '#core/contract/trial.ts';
import type { AskInput, RungView } from '#core/optimizers/optimizer.ts';

/** How far the ranking of one bracket's rung has been read. */
type Reading = { readonly view: RungView; next: number };

/** The loss that comes next, which is finite; infinity where nothing does. */
function nextLoss({ view, next }: Reading): number {
  const trial = view.ranked[next];
  return (trial && lossOf(trial)) ?? Number.POSITIVE_INFINITY;
}

/** The trials of several brackets that finished the same rung, the least loss first, of equal ones the lower bracket. */
function* ranking(views: readonly RungView[]): Generator<{ readonly trial: Trial; readonly view: RungView }> {
  const readings = views.map((view): Reading => ({ view, next: 0 }));
  for (;;) {
    const best = readings.reduce<Reading | null>(
      (least, reading) => (least === null || nextLoss(reading) < nextLoss(least) ? reading : least),
      null,
    );
    const trial = best?.view.ranked[best.next];
    if (best === null || trial === undefined) {
      return;
    }
    best.next += 1;
    yield { trial, view: best.view };
  }
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
  const found: Trial[] = [];
  let rank = 0;
  for (const { trial, view } of ranking(views)) {
    const isBehindFailures = (lossOf(trial) ?? lossOfFailure) > lossOfFailure;
    if (rank + (isBehindFailures ? failures : 0) >= places) {
      break;
    }
    rank += 1;
    if (!view.promoted.has(trial.trial)) {
      found.push(trial);
    }
  }
  return found;
}
