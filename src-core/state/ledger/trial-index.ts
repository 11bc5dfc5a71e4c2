import {
  COMPLETED_STATES,
  isImported,
  spentOn,
  type Trial,
  type TrialState,
  winningLoss,
} from '#core/contract/run/trial.ts';
import { compareTrialIds } from '#core/contract/run/trial-order.ts';
import { createCompletedList, type PlacedTrial } from './completed-list.ts';
import { createOrderedList, type OrderedList } from './ordered-list.ts';
import { createRungIndex, type RungIndex } from './rung-index.ts';

const STATES: readonly TrialState[] = ['pending', 'evaluating', ...COMPLETED_STATES, 'stale', 'unreadable'];

/** Trials in every order in which they are asked for; each change costs the same however many there are. */
export type TrialIndex = {
  readonly all: readonly Trial[];
  inState(state: TrialState): readonly Trial[];
  readonly completed: readonly Trial[];
  completedRevision(): number;
  readonly rungs: RungIndex;
  best(): Trial | null;
  /** Of completed trials that were evaluated here. */
  cost(onError: number | null): number;
  /** How many trials have another run's result, which no budget counts. */
  imported(): number;
  /** Puts a trial in the place of what was put under its id before; null where there was or is none. */
  replace(before: PlacedTrial | null, next: PlacedTrial | null): void;
};

export function createTrialIndex(): TrialIndex {
  const all = byNumber();
  const states = new Map(STATES.map((state) => [state, byNumber()]));
  const completed = createCompletedList();
  const rungs = createRungIndex();
  const spent = createSpending();
  const best = createBest(completed.trials);

  function replace(before: PlacedTrial | null, next: PlacedTrial | null): void {
    if (before !== null) {
      spent.add(before.trial, -1);
      takeOut(before, next);
    }
    if (next !== null) {
      putIn(next);
    }
  }

  function takeOut(before: PlacedTrial, next: PlacedTrial | null): void {
    if (before.trial.state !== next?.trial.state) {
      states.get(before.trial.state)?.remove(before.trial);
    }
    const moved = !samePlace(before, next);
    if (before.completed !== null && moved) {
      completed.remove(before.completed);
    }
    if (next === null || (moved && before.completed !== null) || !samePlacement(before.trial, next.trial)) {
      rungs.remove(before);
    }
    if (next === null) {
      all.remove(before.trial);
    }
  }

  function putIn(next: PlacedTrial): void {
    const { trial } = next;
    all.put(trial);
    states.get(trial.state)?.put(trial);
    spent.add(trial, 1);
    if (next.completed !== null) {
      completed.put(trial, next.completed);
    }
    rungs.put(next);
  }

  return {
    all: all.items,
    inState: (state) => states.get(state)?.items ?? [],
    completed: completed.trials,
    completedRevision: completed.revision,
    rungs,
    best: () => best(completed.revision()),
    cost: spent.cost,
    imported: spent.imported,
    replace,
  };
}

function byNumber(): OrderedList<Trial> {
  return createOrderedList<Trial>((a, b) => compareTrialIds(a.trial, b.trial));
}

function samePlace(a: PlacedTrial, b: PlacedTrial | null): boolean {
  return a.completed?.fence === b?.completed?.fence && a.completed?.seq === b?.completed?.seq;
}

/** Two entries that claim to have created one trial may place it differently; the earlier one counts. */
function samePlacement(a: Trial, b: Trial): boolean {
  return a.bracket === b.bracket && a.rung === b.rung && a.previous === b.previous;
}

/**
 * Sums the costs of completed trials as trials come and go, and counts those that cost nothing here since they were
 * imported. Costs that are no finite numbers add nothing.
 */
function createSpending() {
  const sums = { success: 0, failed: 0, failures: 0, imported: 0 };
  return {
    add(trial: Trial, sign: 1 | -1): void {
      if (isImported(trial)) {
        sums.imported += sign;
        return;
      }
      if (trial.state === 'success') {
        sums.success += sign * spentOn(trial);
      }
      if (trial.state === 'failed') {
        sums.failed += sign * spentOn(trial);
        sums.failures += sign;
      }
    },
    cost: (onError: number | null) =>
      sums.success + (onError === null ? sums.failed : sums.failures * onError),
    imported: () => sums.imported,
  };
}

/** The earliest trial with the least loss, looked for only among what came since it was asked last. */
function createBest(completed: readonly Trial[]): (revision: number) => Trial | null {
  let [seen, seenRevision] = [0, 0];
  let best: Trial | null = null;
  let least = Number.POSITIVE_INFINITY;
  return (revision) => {
    if (revision !== seenRevision) {
      [seen, seenRevision, best, least] = [0, revision, null, Number.POSITIVE_INFINITY];
    }
    for (; seen < completed.length; seen += 1) {
      const trial = completed[seen];
      const loss = trial === undefined ? null : winningLoss(trial);
      if (trial !== undefined && loss !== null && loss < least) {
        [best, least] = [trial, loss];
      }
    }
    return best;
  };
}
