import type { TrialNote } from '#core/contract/run/trial.ts';
import { useRun } from '#renderer/stores/stores.ts';

/** What is noted of the trials of a run, by trial. */
export function useNotes(runKey: string): ReadonlyMap<string, TrialNote> {
  return useRun(runKey, (view) => view.notes);
}
