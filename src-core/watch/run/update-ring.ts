import type { RunUpdate } from '#core/contract/run/run-view.ts';

export type RunDelta = Extract<RunUpdate, { kind: 'delta' }>;

/** How much of the past a watcher keeps for clients that reconnect or read slowly. */
export type RingLimits = { readonly deltas: number; readonly trials: number };

const DEFAULT_LIMITS: RingLimits = { deltas: 512, trials: 20_000 };

/** The latest deltas of one run, numbered without gaps. */
export type UpdateRing = {
  push(delta: RunDelta): void;
  /**
   * Everything after `seq` merged into one delta; null where nothing came since; `'gone'` where the ring does not
   * reach back that far (or `seq` is not from this watcher), so that only a snapshot helps.
   */
  after(seq: number): RunDelta | 'gone' | null;
  /** Forgets the past: whatever a client saw before `seq` can't be continued. */
  restartAt(seq: number): void;
};

/**
 * `first` is the number that the next delta's follows. Memory is bounded by both limits, whatever subscribers do: a
 * subscriber only remembers the number it saw last.
 */
export function createUpdateRing(first: number, limits: RingLimits = DEFAULT_LIMITS): UpdateRing {
  let deltas: RunDelta[] = [];
  let trials = 0;
  let oldest = first;
  let newest = first;

  const forgetOldest = (): void => {
    const gone = deltas.shift();
    if (gone !== undefined) {
      trials -= gone.trials.length;
      oldest = gone.seq;
    }
  };

  return {
    push: (delta) => {
      deltas.push(delta);
      trials += delta.trials.length;
      newest = delta.seq;
      while (deltas.length > limits.deltas || (trials > limits.trials && deltas.length > 0)) {
        forgetOldest();
      }
    },
    after: (seq) => {
      if (seq === newest) {
        return null;
      }
      if (seq < oldest || seq > newest) {
        return 'gone';
      }
      return mergeDeltas(deltas.slice(seq - oldest));
    },
    restartAt: (seq) => {
      deltas = [];
      trials = 0;
      oldest = seq;
      newest = seq;
    },
  };
}

/** One delta with the effect of all of them in turn. */
function mergeDeltas(deltas: readonly RunDelta[]): RunDelta | 'gone' {
  const last = deltas.at(-1);
  if (last === undefined) {
    return 'gone';
  }
  if (deltas.length === 1) {
    return last;
  }
  const trials = new Map<string, RunDelta['trials'][number]>();
  const deleted = new Set<string>();
  let facts: RunDelta['facts'] = null;
  let notes: RunDelta['notes'];
  for (const delta of deltas) {
    facts = delta.facts ?? facts;
    notes = delta.notes ?? notes;
    for (const trial of delta.trials) {
      trials.set(trial.trial, trial);
      deleted.delete(trial.trial);
    }
    for (const id of delta.deleted) {
      trials.delete(id);
      deleted.add(id);
    }
  }
  const merged = { ...last, facts, trials: [...trials.values()], deleted: [...deleted] };
  return notes === undefined ? merged : { ...merged, notes };
}
