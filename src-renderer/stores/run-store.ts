import { createStore, type StoreApi } from 'zustand/vanilla';
import type { RunEvent, RunFacts, RunUpdate } from '#core/contract/run-view.ts';
import type { RunStatus } from '#core/contract/status.ts';
import type { Trial } from '#core/contract/trial.ts';
import type { TrialNote } from '#core/contract/trial-note.ts';
import type { EngineClient } from '../host/engine-client.ts';
import { follow } from '../host/follow.ts';
import type { Refusal } from '../host/refusal.ts';

/** One opened run as the page knows it. All parts are replaced, never changed in place. */
export type RunView = {
  /** `reading` until the first snapshot, `refused` where the engine will not show it. */
  readonly phase: 'reading' | 'live' | 'refused';
  readonly error: Refusal | null;
  readonly facts: RunFacts | null;
  readonly status: RunStatus | null;
  readonly events: readonly RunEvent[];
  /** Every trial, oldest first; a changed trial keeps its place and becomes a new object. */
  readonly trials: readonly Trial[];
  /** What persons noted, by trial. */
  readonly notes: ReadonlyMap<string, TrialNote>;
};
export type RunStore = StoreApi<RunView>;

/** Before the first snapshot. */
export const UNREAD_RUN: RunView = {
  phase: 'reading',
  error: null,
  facts: null,
  status: null,
  events: [],
  trials: [],
  notes: new Map(),
};

/** Deltas that come within this time are drawn together. */
const GATHER_MILLISECONDS = 30;

/** Puts updates into a view, in order. Pure: `positions` belongs to the caller and is kept in step with `trials`. */
export function applyUpdates(
  view: RunView,
  updates: readonly RunUpdate[],
  positions: Map<string, number>,
): RunView {
  const trials = view.trials.slice();
  let { facts, status, events, notes } = view;
  for (const update of updates) {
    if (update.kind === 'snapshot') {
      trials.length = 0;
      positions.clear();
    } else {
      removeTrials(trials, update.deleted, positions);
    }
    putTrials(trials, update.trials, positions);
    facts = update.facts ?? facts;
    status = update.status;
    events = update.events;
    if (update.notes !== undefined || update.kind === 'snapshot') {
      notes = new Map((update.notes ?? []).map((note) => [note.trial, note]));
    }
  }
  return { phase: 'live', error: null, facts, status, events, trials, notes };
}

function putTrials(trials: Trial[], changed: readonly Trial[], positions: Map<string, number>): void {
  for (const trial of changed) {
    const position = positions.get(trial.trial);
    if (position === undefined) {
      positions.set(trial.trial, trials.length);
      trials.push(trial);
    } else {
      trials[position] = trial;
    }
  }
}

function removeTrials(trials: Trial[], deleted: readonly string[], positions: Map<string, number>): void {
  if (deleted.length === 0) {
    return;
  }
  const gone = new Set(deleted);
  const left = trials.filter((trial) => !gone.has(trial.trial));
  trials.length = 0;
  positions.clear();
  putTrials(trials, left, positions);
}

/** Follows one run. `close` ends it. */
export function createRunStore(client: EngineClient, key: string): { store: RunStore; close: () => void } {
  const store = createStore<RunView>(() => UNREAD_RUN);
  const positions = new Map<string, number>();
  let waiting: RunUpdate[] = [];
  let timer: ReturnType<typeof setTimeout> | null = null;

  const flush = () => {
    timer = null;
    const updates = waiting;
    waiting = [];
    store.setState(applyUpdates(store.getState(), updates, positions));
  };
  const controller = new AbortController();
  void follow<RunUpdate>({
    open: (options) => client.run.watch({ key }, options),
    onEvent: (update) => {
      waiting.push(update);
      timer ??= setTimeout(flush, update.kind === 'snapshot' ? 0 : GATHER_MILLISECONDS);
    },
    onRefusal: (error) => store.setState({ phase: 'refused', error }),
    signal: controller.signal,
  });
  return {
    store,
    close: () => {
      controller.abort();
      if (timer !== null) {
        clearTimeout(timer);
      }
    },
  };
}
