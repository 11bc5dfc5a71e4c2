import type { Trial } from '#core/contract/run/trial.ts';
import { winningLoss } from '#core/contract/run/trial.ts';
import { compareTrialIds } from '#core/contract/run/trial-order.ts';
import type { RungView } from '#core/optimizers/optimizer.ts';
import { comparePositions, type JournalPosition } from '../journal/journal-position.ts';
import { type CompletedList, createCompletedList, type PlacedTrial } from './completed-list.ts';
import { createOrderedList, type OrderedList } from './ordered-list.ts';

type Rung = {
  readonly trials: OrderedList<Trial>;
  readonly completed: CompletedList;
  readonly ranked: RankedList;
  readonly promoted: Set<string>;
  readonly view: RungView;
};

/** Trials by bracket and rung, kept up to date trial by trial. */
export type RungIndex = {
  put(placed: PlacedTrial): void;
  remove(placed: PlacedTrial): void;
  rung(bracket: number, rung: number): RungView | null;
  /**
   * A deleted trial continued `previous` (null: it is not deleted, or continued none). That one stays promoted, or an
   * optimizer would want to promote it once more, under the same name.
   */
  linger(trial: string, previous: string | null): void;
  /** Whether a trial of a higher rung continues this one, which may itself not be known yet. */
  isContinued(trial: string): boolean;
  /** Ordered by bracket, then rung. */
  all(): readonly RungView[];
};

export function createRungIndex(): RungIndex {
  const rungs = createOrderedList<Rung>((a, b) => compareViews(a.view, b.view));
  const byBracket = new Map<number, Map<number, Rung>>();
  const homes = new Map<string, Rung>();
  const continuations = new Map<string, number>();
  const lingering = new Map<string, string>();
  let views: readonly RungView[] = [];

  function put({ trial, completed }: PlacedTrial): void {
    if (trial.rung === null) {
      return;
    }
    const home = homes.get(trial.trial) ?? settle(trial, trial.rung);
    home.trials.put(trial);
    if (completed !== null) {
      home.completed.put(trial, completed);
      home.ranked.put(trial, completed);
    }
  }

  function settle(trial: Trial, rung: number): Rung {
    const home = find(trial.bracket ?? 0, rung) ?? open(trial.bracket ?? 0, rung);
    homes.set(trial.trial, home);
    markPromoted(trial.trial);
    countContinuation(trial.previous, 1);
    return home;
  }

  function remove({ trial, completed }: PlacedTrial): void {
    const home = homes.get(trial.trial);
    if (home === undefined) {
      return;
    }
    home.trials.remove(trial);
    if (completed !== null) {
      home.completed.remove(completed);
      home.ranked.remove(trial, completed);
    }
    home.promoted.delete(trial.trial);
    homes.delete(trial.trial);
    countContinuation(trial.previous, -1);
    if (home.trials.items.length === 0) {
      rungs.remove(home);
      byBracket.get(home.view.bracket)?.delete(home.view.rung);
      views = rungs.items.map((other) => other.view);
    }
  }

  function find(bracket: number, rung: number): Rung | undefined {
    return byBracket.get(bracket)?.get(rung);
  }

  function open(bracket: number, rung: number): Rung {
    const opened = createRung(bracket, rung);
    rungs.put(opened);
    const bracketRungs = byBracket.get(bracket) ?? new Map<number, Rung>();
    byBracket.set(bracket, bracketRungs.set(rung, opened));
    views = rungs.items.map((other) => other.view);
    return opened;
  }

  function countContinuation(previous: string | null, by: number): void {
    if (previous !== null) {
      continuations.set(previous, (continuations.get(previous) ?? 0) + by);
      markPromoted(previous);
    }
  }

  function linger(trial: string, previous: string | null): void {
    const before = lingering.get(trial) ?? null;
    if (before === previous) {
      return;
    }
    countContinuation(before, -1);
    countContinuation(previous, 1);
    if (previous === null) {
      lingering.delete(trial);
    } else {
      lingering.set(trial, previous);
    }
  }

  const isContinued = (trial: string) => (continuations.get(trial) ?? 0) > 0;

  function markPromoted(trial: string): void {
    const promoted = homes.get(trial)?.promoted;
    if (isContinued(trial)) {
      promoted?.add(trial);
    } else {
      promoted?.delete(trial);
    }
  }
  return {
    put,
    remove,
    linger,
    rung: (bracket, rung) => find(bracket, rung)?.view ?? null,
    isContinued,
    all: () => views,
  };
}

function createRung(bracket: number, rung: number): Rung {
  const trials = createOrderedList<Trial>((a, b) => compareTrialIds(a.trial, b.trial));
  const completed = createCompletedList();
  const ranked = createRankedList();
  const promoted = new Set<string>();
  const view = {
    bracket,
    rung,
    trials: trials.items,
    completed: completed.trials,
    ranked: ranked.trials,
    promoted,
  };
  return { trials, completed, ranked, promoted, view };
}

function compareViews(a: RungView, b: RungView): number {
  return a.bracket - b.bracket || a.rung - b.rung;
}

type Rank = { readonly loss: number; readonly position: JournalPosition };

/** Trials with a finite loss, the least loss first; of equal ones the one whose result the journal took first. */
type RankedList = {
  readonly trials: readonly Trial[];
  /** Does nothing for a trial that can't become the incumbent. */
  put(trial: Trial, position: JournalPosition): void;
  /** @param trial as it was put */
  remove(trial: Trial, position: JournalPosition): void;
};

function createRankedList(): RankedList {
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
