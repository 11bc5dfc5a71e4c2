import { lossOf } from '#core/contract/trial.ts';
import type { AskInput, RungView } from '#core/optimizers/optimizer.ts';

/**
 * The trials of a rung that may go on to the next one: those among the best `places` of all that finished the rung
 * (Li et al., "A system for massively parallel hyperparameter tuning", MLSys 2020, algorithm 2, `get_job`) that nothing
 * continues yet, the best first. Of those that already went on the places are taken.
 *
 * Failures finished the rung too. They rank by `loss_value_on_error`, last without one, and never go on: a failed
 * evaluation has left nothing to continue.
 */
export function promotable(
  { ranked, completed, promoted }: RungView,
  places: number,
  onError: AskInput['onError'],
): readonly string[] {
  const failures = completed.length - ranked.length;
  const lossOfFailure = onError.loss ?? Number.POSITIVE_INFINITY;
  const found: string[] = [];
  for (const [index, trial] of ranked.entries()) {
    const isBehindFailures = (lossOf(trial) ?? lossOfFailure) > lossOfFailure;
    if (index + (isBehindFailures ? failures : 0) >= places) {
      break;
    }
    if (!promoted.has(trial.trial)) {
      found.push(trial.trial);
    }
  }
  return found;
}
