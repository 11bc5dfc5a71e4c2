import { NO_COUNTS } from '#core/analysis/trials/counts.ts';
import type { Counts } from '#core/contract/run/status.ts';
import { compareEnds, isCompleted, spentOn, type Trial, winningLoss } from '#core/contract/run/trial.ts';
import { compareAges } from '#core/contract/run/trial-order.ts';
import { createOrderedList } from '#core/state/ledger/ordered-list.ts';

/** The trials of a foreign run, kept in order and counted as they come and change. */
export type TrialTable = {
  /** Oldest first. */
  readonly all: readonly Trial[];
  /** In the order in which they ended. */
  readonly completed: readonly Trial[];
  /** Counts up when `completed` changed in any other way than by growing at its end. */
  readonly completedRevision: number;
  readonly counts: Counts;
  /** Summed cost of the completed trials. */
  readonly cost: number;
  /** The success with the least finite loss, the earliest of equals. */
  readonly best: Trial | null;
  get(id: string): Trial | null;
  put(trial: Trial): void;
  remove(id: string): void;
};

export function createTrialTable(): TrialTable {
  return new OrderedTrials();
}

class OrderedTrials implements TrialTable {
  readonly #trials = new Map<string, Trial>();
  readonly #all = createOrderedList<Trial>(compareAges);
  readonly #completed = createOrderedList<Trial>(compareEnds);
  readonly counts = { ...NO_COUNTS };
  completedRevision = 0;
  cost = 0;
  #best: Trial | null = null;
  /** False where the best one went: it is then found again when it is asked for. */
  #isBestKnown = true;

  get all(): readonly Trial[] {
    return this.#all.items;
  }

  get completed(): readonly Trial[] {
    return this.#completed.items;
  }

  get best(): Trial | null {
    if (!this.#isBestKnown) {
      this.#best = this.completed.reduce<Trial | null>(better, null);
      this.#isBestKnown = true;
    }
    return this.#best;
  }

  get(id: string): Trial | null {
    return this.#trials.get(id) ?? null;
  }

  put(trial: Trial): void {
    const before = this.#trials.get(trial.trial);
    if (before !== undefined && compareAges(before, trial) !== 0) {
      this.#all.remove(before);
    }
    this.#trials.set(trial.trial, trial);
    this.#all.put(trial);
    this.#count(before, -1);
    this.#count(trial, 1);
    this.#putCompleted(before, trial);
  }

  remove(id: string): void {
    const trial = this.#trials.get(id);
    if (trial !== undefined) {
      this.#trials.delete(id);
      this.#all.remove(trial);
      this.#count(trial, -1);
      this.#takeOutCompleted(trial);
    }
  }

  #count(trial: Trial | undefined, by: 1 | -1): void {
    if (trial !== undefined) {
      this.counts[trial.state] += by;
      this.cost += isCompleted(trial.state) ? by * spentOn(trial) : 0;
    }
  }

  #putCompleted(before: Trial | undefined, trial: Trial): void {
    if (before !== undefined && isCompleted(before.state)) {
      const staysInPlace = isCompleted(trial.state) && compareEnds(before, trial) === 0;
      if (!staysInPlace) {
        this.#completed.remove(before);
      }
      this.completedRevision += 1;
      this.#isBestKnown &&= this.#best !== before;
    }
    if (isCompleted(trial.state)) {
      const { index } = this.#completed.put(trial);
      this.completedRevision += index === this.completed.length - 1 ? 0 : 1;
      this.#best = better(this.#best, trial);
    }
  }

  #takeOutCompleted(trial: Trial): void {
    if (isCompleted(trial.state)) {
      this.#completed.remove(trial);
      this.completedRevision += 1;
      this.#isBestKnown &&= this.#best !== trial;
    }
  }
}

function better(best: Trial | null, trial: Trial): Trial | null {
  const loss = winningLoss(trial);
  if (loss === null) {
    return best;
  }
  const least = best === null ? null : winningLoss(best);
  const isLess = least === null || loss < least;
  return isLess || (loss === least && best !== null && compareEnds(trial, best) < 0) ? trial : best;
}
