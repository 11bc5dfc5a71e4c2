import type { Trial } from '#core/contract/trial.ts';
import { useRun } from '#renderer/stores/stores.ts';
import { usePaced } from './use-paced.ts';

/** From so many trials on, charts and tables are drawn once a second at most. */
const BIG_RUN = 1_000;
const SMALL_PACE_MILLISECONDS = 150;
const BIG_PACE_MILLISECONDS = 1_000;

/** All trials of a run, as often as they can be drawn without holding up the page. */
export function useTrials(runKey: string): readonly Trial[] {
  const trials = useRun(runKey, (view) => view.trials);
  return usePaced(trials, trials.length < BIG_RUN ? SMALL_PACE_MILLISECONDS : BIG_PACE_MILLISECONDS);
}
