import type { Best } from '#core/contract/run/status.ts';
import { compareEnds, type Trial, winningLoss } from '#core/contract/run/trial.ts';

/** The incumbent: the success with the lowest finite loss, of equal ones the first that ended; null without one. */
export function bestTrial(trials: Iterable<Trial>): Trial | null {
  let best: { readonly trial: Trial; readonly loss: number } | null = null;
  for (const trial of trials) {
    const loss = winningLoss(trial);
    if (loss === null) {
      continue;
    }
    const wins =
      best === null || loss < best.loss || (loss === best.loss && compareEnds(trial, best.trial) < 0);
    if (wins) {
      best = { trial, loss };
    }
  }
  return best?.trial ?? null;
}

/** The incumbent as `status` tells it. */
export function bestOf(trials: Iterable<Trial>): Best | null {
  const trial = bestTrial(trials);
  const loss = trial === null ? null : winningLoss(trial);
  return trial === null || loss === null
    ? null
    : { trial: trial.trial, loss, config: trial.config, ended_at: trial.ended_at };
}
