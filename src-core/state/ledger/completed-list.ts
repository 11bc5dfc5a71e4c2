import type { Trial } from '#core/contract/run/trial.ts';
import { comparePositions, type JournalPosition } from '../journal/journal-position.ts';
import { createOrderedList } from './ordered-list.ts';

/** A trial and where in the order of all results it was completed; null while it is not. */
export type PlacedTrial = { readonly trial: Trial; readonly completed: JournalPosition | null };

/** Completed trials in the order in which the journal took their results. */
export type CompletedList = {
  readonly trials: readonly Trial[];
  /** Counts up when the list changed in any other way than by growing at its end. */
  revision(): number;
  put(trial: Trial, position: JournalPosition): void;
  remove(position: JournalPosition): void;
};

export function createCompletedList(): CompletedList {
  const positions = createOrderedList<JournalPosition>(comparePositions);
  const trials: Trial[] = [];
  let revision = 0;

  function put(trial: Trial, position: JournalPosition): void {
    const { index, replaced } = positions.put(position);
    if (index === trials.length) {
      trials.push(trial);
    } else {
      trials.splice(index, replaced ? 1 : 0, trial);
      revision += 1;
    }
  }

  function remove(position: JournalPosition): void {
    const index = positions.remove(position);
    if (index >= 0) {
      trials.splice(index, 1);
      revision += 1;
    }
  }
  return { trials, revision: () => revision, put, remove };
}
