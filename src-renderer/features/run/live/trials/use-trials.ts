import type { Trial } from '#core/contract/run/trial.ts';
import { useRun } from '#renderer/stores/stores.ts';
import { usePaced } from './use-paced.ts';

/** How often charts and tables are drawn at most, by the number of trials from which on that holds. */
const PACES = [
  { from: 50_000, milliseconds: 2_000 },
  { from: 1_000, milliseconds: 1_000 },
  { from: 0, milliseconds: 150 },
] as const;

function paceOf(trials: number): number {
  return PACES.find(({ from }) => trials >= from)?.milliseconds ?? 0;
}

/** All trials of a run, as often as they can be drawn without holding up the page. */
export function useTrials(runKey: string): readonly Trial[] {
  const trials = useRun(runKey, (view) => view.trials);
  return usePaced(trials, paceOf(trials.length));
}
