import type { RunUpdate } from '#core/contract/run/run-view.ts';
import type { Trial } from '#core/contract/run/trial.ts';

/** What a client that held these trials holds after an update. */
export function takeUpdate(trials: Map<string, Trial>, update: RunUpdate): void {
  if (update.kind === 'snapshot') {
    trials.clear();
  } else {
    for (const id of update.deleted) {
      trials.delete(id);
    }
  }
  for (const trial of update.trials) {
    trials.set(trial.trial, trial);
  }
}
