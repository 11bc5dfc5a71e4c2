import { createStore, type StoreApi } from 'zustand/vanilla';
import type { RunEvent, RunFacts, RunUpdate } from '#core/contract/run/run-view.ts';
import type { RunStatus } from '#core/contract/run/status.ts';
import type { Trial, TrialNote } from '#core/contract/run/trial.ts';
import { trialOrder } from '#core/contract/run/trial-order.ts';
import type { EngineClient } from '#renderer/host/engine-client.ts';
import { follow } from '#renderer/host/follow.ts';
import type { Refusal } from '#renderer/host/refusal.ts';

/**
 * One opened run as the page knows it. Nothing is changed in place; parts of facts, status and events stay the same objects
 * where nothing of them changes.
 */
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

/**
 * Puts updates into a view, in order. Pure: `positions` belongs to the caller and is kept in step with `trials`, which
 * stay the same list where nothing of them changes.
 */
export function applyUpdates(
  view: RunView,
  updates: readonly RunUpdate[],
  positions: Map<string, number>,
): RunView {
  let { trials, facts, status, events, notes } = view;
  /** The copy that is changed; null while nothing has been. */
  let copy: Trial[] | null = null;
  for (const update of updates) {
    if (update.kind === 'snapshot') {
      positions.clear();
      trials = update.trials;
      copy = null;
      notePositions(trials, positions, 0);
    } else if (update.trials.length > 0 || update.deleted.length > 0) {
      copy = withoutTrials(copy ?? trials.slice(), update.deleted, positions);
      putTrials(copy, update.trials, positions, trialOrder(update.status.layout));
      trials = copy;
    }
    facts = keptEqual(facts, update.facts ?? facts);
    status = keptEqual(status, update.status);
    events = keptEqual(events, update.events);
    if (update.notes !== undefined || update.kind === 'snapshot') {
      notes = new Map((update.notes ?? []).map((note) => [note.trial, note]));
    }
  }
  return { phase: 'live', error: null, facts, status, events, trials, notes };
}

/** A changed trial keeps its place; new ones come at the end, in their order: of several workers the later may be told first. */
function putTrials(
  trials: Trial[],
  changed: readonly Trial[],
  positions: Map<string, number>,
  order: ReturnType<typeof trialOrder>,
): void {
  const fresh: Trial[] = [];
  for (const trial of changed) {
    const position = positions.get(trial.trial);
    if (position === undefined) {
      fresh.push(trial);
    } else {
      trials[position] = trial;
    }
  }
  const from = trials.length;
  for (const trial of fresh.sort(order)) {
    trials.push(trial);
  }
  notePositions(trials, positions, from);
}

function withoutTrials(trials: Trial[], deleted: readonly string[], positions: Map<string, number>): Trial[] {
  if (deleted.length === 0) {
    return trials;
  }
  const gone = new Set(deleted);
  const left = trials.filter((trial) => !gone.has(trial.trial));
  positions.clear();
  notePositions(left, positions, 0);
  return left;
}

function notePositions(trials: readonly Trial[], positions: Map<string, number>, from: number): void {
  for (let place = from; place < trials.length; place += 1) {
    const trial = trials[place];
    if (trial !== undefined) {
      positions.set(trial.trial, place);
    }
  }
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

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function keptItems(before: readonly unknown[], after: readonly unknown[]): readonly unknown[] {
  const items = after.map((item, place) => keptEqual(before[place], item));
  return items.length === before.length && items.every((item, place) => item === before[place])
    ? before
    : items;
}

function keptFields(before: Fields, after: Fields): Fields {
  const names = Object.keys(after);
  const fields = Object.fromEntries(names.map((name) => [name, keptEqual(before[name], after[name])]));
  const isSame =
    names.length === Object.keys(before).length &&
    names.every((name) => name in before && fields[name] === before[name]);
  return isSame ? before : fields;
}

/**
 * The value that came, with every part of it that equals what was there before being the very same object: what is drawn
 * from such a part need not be drawn again. Both are plain data, as it comes over a wire.
 */
export function keptEqual<Value>(before: unknown, after: Value): Value {
  if (Array.isArray(after) && Array.isArray(before)) {
    return keptItems(before, after) as Value;
  }
  return isFields(after) && isFields(before) ? (keptFields(before, after) as Value) : after;
}
