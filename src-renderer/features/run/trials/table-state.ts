import type { TrialState } from '#core/contract/trial.ts';
import { isTrialState } from '#renderer/format/words.ts';
import type { Sort } from './order.ts';

/** What the address says of the table. */
export type TableState = {
  readonly states: ReadonlySet<TrialState>;
  readonly text: string;
  readonly sort: Sort | null;
  /** Columns that are shown or hidden against their own choice, by id. */
  readonly switched: ReadonlySet<string>;
  /** The trial whose details are open. */
  readonly trial: string | null;
};

function listOf(text: string | undefined): readonly string[] {
  return (text ?? '').split(',').filter(Boolean);
}

function sortOf(text: string | undefined): Sort | null {
  if (!text) {
    return null;
  }
  const descending = text.startsWith('-');
  return { column: descending ? text.slice(1) : text, descending };
}

export function readTableState(query: ReadonlyMap<string, string>): TableState {
  const states = listOf(query.get('state')).filter(isTrialState);
  return {
    states: new Set(states),
    text: query.get('text') ?? '',
    sort: sortOf(query.get('sort')),
    switched: new Set(listOf(query.get('columns'))),
    trial: query.get('trial') ?? null,
  };
}

export function sortText(sort: Sort | null): string | null {
  return sort === null ? null : `${sort.descending ? '-' : ''}${sort.column}`;
}

/** What a click on a column's head does: up, down, and back to the order of the numbers. */
export function nextSort(sort: Sort | null, column: string): Sort | null {
  if (sort?.column !== column) {
    return { column, descending: false };
  }
  return sort.descending ? null : { column, descending: true };
}

/** A set as an address has it, with one member put in or taken out. */
export function toggled(members: ReadonlySet<string>, member: string): string | null {
  const next = new Set(members);
  if (!next.delete(member)) {
    next.add(member);
  }
  return next.size === 0 ? null : [...next].join(',');
}
