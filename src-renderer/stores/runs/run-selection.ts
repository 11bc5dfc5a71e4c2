import { createStore, type StoreApi } from 'zustand/vanilla';
import { type Brush, NO_SELECTION, type TrialSelection } from '#core/analysis/query/selection.ts';
import { isTrialState } from '#renderer/format/words.ts';
import { unescaped } from '#renderer/routing/unescaped.ts';
import { NO_HISTORY, recorded, redone, type TextHistory, undone } from '../draft/text-history.ts';

/** How a person looks at a run: what filters its trials, the moment that is shown, and the table's order. */
export type RunSelection = TrialSelection & {
  /** After so many completed trials; null: as it is now. */
  readonly moment: number | null;
  /** A column of the table, `-` before it for descending; null: oldest first. */
  readonly sort: string | null;
  /** The columns of the table in their order, by id; null: those that suit the run. */
  readonly columns: readonly string[] | null;
};

export const WHOLE_RUN: RunSelection = { ...NO_SELECTION, moment: null, sort: null, columns: null };

/** The parts of an address that a selection has; null for what it leaves open. */
export type SelectionQuery = {
  readonly state: string | null;
  readonly where: string | null;
  readonly brush: string | null;
  readonly at: string | null;
  readonly sort: string | null;
  readonly columns: string | null;
};

const QUERY_NAMES = [
  'state',
  'where',
  'brush',
  'at',
  'sort',
  'columns',
] as const satisfies readonly (keyof SelectionQuery)[];

/** So that the marks between names and values are none of theirs. */
function escaped(text: string): string {
  return encodeURIComponent(text).replaceAll('~', '%7E');
}

function joined(texts: readonly string[]): string | null {
  return texts.length === 0 ? null : texts.map(escaped).join(',');
}

function split(text: string | undefined): readonly string[] {
  return (text ?? '').split(',').filter(Boolean).map(unescaped);
}

function brushText(brush: Brush): string {
  const marked =
    brush.kind === 'range'
      ? `${brush.from}~${brush.to}`
      : brush.values.map((value) => escaped(value)).join('|');
  return `${escaped(brush.field)}:${marked}`;
}

function brushOf(text: string): Brush | null {
  const at = text.indexOf(':');
  const field = unescaped(text.slice(0, at));
  const marked = text.slice(at + 1);
  if (at < 1) {
    return null;
  }
  if (!marked.includes('~')) {
    return { kind: 'values', field, values: marked.split('|').map(unescaped) };
  }
  const [from = Number.NaN, to = Number.NaN] = marked.split('~').map(Number);
  return Number.isNaN(from) || Number.isNaN(to) ? null : { kind: 'range', field, from, to };
}

/** A selection as an address has it. */
export function selectionQuery(selection: RunSelection): SelectionQuery {
  const { states, brushes, where, moment, sort, columns } = selection;
  return {
    state: joined(states),
    where: where.trim() === '' ? null : where,
    brush: brushes.length === 0 ? null : brushes.map(brushText).join(';'),
    at: moment === null ? null : String(moment),
    sort,
    columns: columns === null ? null : joined(columns),
  };
}

/** Reads the selection's part of an address; what is none is left out. */
export function readSelection(query: ReadonlyMap<string, string>): RunSelection {
  const at = query.get('at') ?? '';
  const columns = query.get('columns');
  return {
    states: split(query.get('state')).filter(isTrialState),
    where: query.get('where') ?? '',
    brushes: (query.get('brush') ?? '').split(';').flatMap((text) => brushOf(text) ?? []),
    moment: /^\d+$/.test(at) ? Number(at) : null,
    sort: query.get('sort') || null,
    columns: columns ? split(columns) : null,
  };
}

/** Whether an address says anything of a selection. */
export function hasSelection(query: ReadonlyMap<string, string>): boolean {
  return QUERY_NAMES.some((name) => query.has(name));
}

/** The selection alone, as a text: equal selections have equal ones. */
export function selectionText(selection: RunSelection): string {
  const given = Object.entries(selectionQuery(selection)).filter(
    (entry): entry is [string, string] => entry[1] !== null,
  );
  return new URLSearchParams(given).toString();
}

export type SelectionState = {
  readonly selection: RunSelection;
  readonly history: TextHistory<RunSelection>;
};

/**
 * How one run is looked at, shared by all of its tabs. Each change can be taken back; changes of the same thing in a row
 * (a drag, typing) are one step.
 */
export type SelectionStore = StoreApi<SelectionState> & {
  /** @param about - what is being changed: `brush:loss`, `where`; null for a step of its own */
  readonly change: (part: Partial<RunSelection>, about?: string | null) => void;
  /** Marks a part of a field's values in place of what was marked of it; null: nothing. */
  readonly brush: (field: string, brush: Brush | null) => void;
  /** Takes away everything that filters; the moment, the order and the columns stay. */
  readonly clear: () => void;
  readonly undo: () => void;
  readonly redo: () => void;
  /** Says which run is in the directory. Another one than before, after an overwrite, is looked at as a whole. */
  readonly isOf: (runId: string) => void;
};

function createSelectionStore(): SelectionStore {
  const store = createStore<SelectionState>(() => ({ selection: WHOLE_RUN, history: NO_HISTORY }));
  const change = (part: Partial<RunSelection>, about: string | null = null) => {
    const { selection, history } = store.getState();
    const next = { ...selection, ...part };
    if (selectionText(selection) !== selectionText(next)) {
      store.setState({ selection: next, history: recorded(history, selection, about) });
    }
  };
  let run: string | null = null;
  const go = (step: typeof undone) => {
    const { selection, history } = store.getState();
    const gone = step(history, selection);
    if (gone !== null) {
      store.setState({ selection: gone.step, history: gone.history });
    }
  };
  return {
    ...store,
    change,
    brush: (field, brush) => {
      const others = store.getState().selection.brushes.filter((each) => each.field !== field);
      change({ brushes: brush === null ? others : [...others, brush] }, `brush:${field}`);
    },
    clear: () => change(NO_SELECTION),
    undo: () => go(undone),
    redo: () => go(redone),
    isOf: (runId) => {
      if (run !== null && run !== runId) {
        store.setState({ selection: WHOLE_RUN, history: NO_HISTORY });
      }
      run = runId;
    },
  };
}

/** The selections of all runs, kept while the page lives. */
export type RunSelections = { readonly of: (key: string) => SelectionStore };

export function createRunSelections(): RunSelections {
  const stores = new Map<string, SelectionStore>();
  return {
    of: (key) => {
      const store = stores.get(key) ?? createSelectionStore();
      stores.set(key, store);
      return store;
    },
  };
}
