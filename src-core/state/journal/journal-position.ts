/** Position of an entry in the one order of all journals. */
export type JournalPosition = { readonly fence: number; readonly seq: number };

/** Orders entries of all journals; a fence belongs to one writer, so two entries never compare equal. */
export function comparePositions(a: JournalPosition, b: JournalPosition): number {
  return a.fence - b.fence || a.seq - b.seq;
}

/** The earlier of the two; the first where they are the same entry, read twice. */
export function earlier<T extends JournalPosition>(a: T | null, b: T): T {
  return a === null || comparePositions(b, a) < 0 ? b : a;
}

/** The later of the two; the first where they are the same entry, read twice. */
export function later<T extends JournalPosition>(a: T | null, b: T): T {
  return a === null || comparePositions(b, a) > 0 ? b : a;
}

/** Whether an entry comes after another; anything comes after none. */
export function isAfter(entry: JournalPosition, limit: JournalPosition | null): boolean {
  return limit === null || comparePositions(entry, limit) > 0;
}
