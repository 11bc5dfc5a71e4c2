import { type Trial, winningLoss } from '#core/contract/run/trial.ts';
import { comparePositions, type JournalPosition } from '../journal/journal-position.ts';
import { createOrderedList } from './ordered-list.ts';

type Rank = { readonly loss: number; readonly position: JournalPosition };

/** Trials with a finite loss, the least loss first; of equal ones the one whose result the journal took first. */
export type RankedList = {
  readonly trials: readonly Trial[];
  /** Does nothing for a trial that can't become the incumbent. */
  put(trial: Trial, position: JournalPosition): void;
  /** @param trial as it was put */
  remove(trial: Trial, position: JournalPosition): void;
};

export function createRankedList(): RankedList {
  const ranks = createOrderedList<Rank>(
    (a, b) => a.loss - b.loss || comparePositions(a.position, b.position),
  );
  const trials: Trial[] = [];

  function put(trial: Trial, position: JournalPosition): void {
    const loss = winningLoss(trial);
    if (loss !== null) {
      const { index, replaced } = ranks.put({ loss, position });
      trials.splice(index, replaced ? 1 : 0, trial);
    }
  }

  function remove(trial: Trial, position: JournalPosition): void {
    const loss = winningLoss(trial);
    const index = loss === null ? -1 : ranks.remove({ loss, position });
    if (index >= 0) {
      trials.splice(index, 1);
    }
  }
  return { trials, put, remove };
}
