import type { Trial } from '#core/contract/run/trial.ts';

/** The rows to show, and how many wait because they would move others. */
export type HeldRows = { readonly rows: readonly Trial[]; readonly waiting: number; readonly moved: boolean };

function beginsWith(next: readonly Trial[], held: readonly Trial[]): boolean {
  return (
    next === held ||
    (next.length >= held.length && held.every((trial, index) => next[index]?.trial === trial.trial))
  );
}

/**
 * Keeps rows where they are while trials come and change: what is added at the end is shown at once, whatever would move
 * a row waits. Rows in sight always show what is known now; deleted ones go.
 */
export function holdOrder(
  held: readonly Trial[],
  next: readonly Trial[],
  current: () => ReadonlyMap<string, Trial>,
): HeldRows {
  if (beginsWith(next, held)) {
    return { rows: next, waiting: 0, moved: false };
  }
  const now = current();
  const rows = held.flatMap((trial) => now.get(trial.trial) ?? []);
  if (beginsWith(next, rows)) {
    return { rows: next, waiting: 0, moved: false };
  }
  const shown = new Set(rows.map(({ trial }) => trial));
  const waiting = next.filter(({ trial }) => !shown.has(trial)).length;
  return { rows, waiting, moved: waiting === 0 };
}
