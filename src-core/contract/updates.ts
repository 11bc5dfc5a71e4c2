import type { Home, HomeUpdate } from './home.ts';

// Apart from the schemas: the page's first script needs these functions, but no schema.

/** Returns the list of runs after an update. Rows that did not change stay the same objects. */
export function withUpdate(home: Home | null, { keys, ...update }: HomeUpdate): Home {
  if (home === null || keys === undefined) {
    return update;
  }
  const known = new Map([...home.runs, ...update.runs].map((run) => [run.key, run]));
  return { ...update, runs: keys.flatMap((key) => known.get(key) ?? []) };
}

/**
 * A message that goes ahead of an event whose list `trials` is too long for one message. It carries the next trials; the
 * event itself carries the last ones. So neither side works on a long list for long, and one side writes while the other
 * reads.
 */
type ListPiece = { readonly piece: readonly unknown[] };

/** Whether a message is a piece of a list rather than an event. */
export function isListPiece(event: unknown): event is ListPiece {
  return typeof event === 'object' && event !== null && 'piece' in event && Array.isArray(event.piece);
}
