import type { HomeRow } from './collect.ts';

/** States in the order in which they want attention; sorting by state follows it. */
const STATE_ORDER = [
  'running',
  'stalled',
  'failed',
  'unreadable',
  'stopped',
  'finished',
  'empty',
  'unknown',
] as const satisfies readonly HomeRow['state'][];

const SORT_COLUMNS = ['name', 'state', 'evaluations', 'best', 'workers', 'optimizer', 'changed'] as const;
export type SortColumn = (typeof SORT_COLUMNS)[number];
export type Sort = { readonly column: SortColumn; readonly descending: boolean };

const BY_STATE: Sort = { column: 'state', descending: false };

/** Reads `best` or `-best`; anything else is the order by state. */
export function sortFromText(text: string | undefined): Sort {
  const column = SORT_COLUMNS.find((known) => known === text?.replace(/^-/, ''));
  return column ? { column, descending: text?.startsWith('-') ?? false } : BY_STATE;
}

/** As the address has it: `-best` for falling losses. */
export function sortToText({ column, descending }: Sort): string {
  return descending ? `-${column}` : column;
}

/** What a click on a head does: first ascending, then descending. */
export function nextSort(current: Sort, column: SortColumn): Sort {
  return { column, descending: current.column === column && !current.descending };
}

type Key = number | string | null;

const KEYS: Record<SortColumn, (row: HomeRow) => Key> = {
  name: (row) => row.name.toLowerCase(),
  state: (row) => STATE_ORDER.indexOf(row.state),
  evaluations: (row) => row.completed,
  best: (row) => row.best,
  workers: (row) => row.workersAlive,
  optimizer: (row) => row.optimizer?.toLowerCase() ?? null,
  // Ascending means the latest first, as a person reads "last change".
  changed: (row) => (row.changedAt === null ? null : -Date.parse(row.changedAt)),
};

function compare(a: Key, b: Key): number {
  if (a === null || b === null) {
    return Number(a === null) - Number(b === null);
  }
  return a < b ? -1 : Number(a > b);
}

/** Sorted rows; what has no value is last in both directions, equals stay in order. */
export function sortRows(rows: readonly HomeRow[], { column, descending }: Sort): HomeRow[] {
  const key = KEYS[column];
  return rows.toSorted((a, b) => {
    const [left, right] = [key(a), key(b)];
    const order = compare(left, right);
    return descending && left !== null && right !== null ? -order : order;
  });
}

/** Rows in one state (null: any) whose name or path contains every word of the text. */
export function filterRows(rows: readonly HomeRow[], state: string | null, text: string): HomeRow[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter((row) => {
    const searched = `${row.name} ${row.root}`.toLowerCase();
    return (state === null || row.state === state) && words.every((word) => searched.includes(word));
  });
}

/** How many rows are in each state that occurs, those that want attention first. */
export function countStates(rows: readonly HomeRow[]): { state: HomeRow['state']; count: number }[] {
  return STATE_ORDER.map((state) => ({
    state,
    count: rows.filter((row) => row.state === state).length,
  })).filter(({ count }) => count > 0);
}

/** The line beside the title: `3 running, 1 needs you`. */
export function summaryWords(rows: readonly HomeRow[]): string {
  const running = rows.filter((row) => row.state === 'running').length;
  const needy = rows.filter((row) => row.state === 'stalled' || row.state === 'failed').length;
  const needs = needy === 1 ? '1 needs you' : `${needy} need you`;
  return [running > 0 ? `${running} running` : null, needy > 0 ? needs : null].filter(Boolean).join(', ');
}

/**
 * Rows in an order that was fixed before: those that are new come last, those that are gone are left out. Keeps rows
 * still under the pointer while their values go on changing.
 */
export function keepOrder(rows: readonly HomeRow[], order: readonly string[]): HomeRow[] {
  const places = new Map(order.map((key, place) => [key, place]));
  const place = (row: HomeRow) => places.get(row.key) ?? order.length;
  return rows.toSorted((a, b) => place(a) - place(b));
}
