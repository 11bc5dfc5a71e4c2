import { setImmediate as nextTurn } from 'node:timers/promises';
import { getEventMeta, withEventMeta } from '@orpc/server';

/** Values that one message carries, about: some milliseconds of work for either side. */
const MOST_VALUES = 30_000;
/** Values of a trial beside its configuration and its curve. */
const OTHER_VALUES = 20;

type Sized = {
  readonly config?: Readonly<Record<string, unknown>>;
  readonly learning_curve?: readonly unknown[] | null;
};

/**
 * Trials that are written as they are. The wire's own writer looks at each value for kinds that JSON lacks and makes a
 * copy of all: where a contract lets nothing but JSON through, that is most of the work of a long list.
 */
class WrittenAsIs {
  readonly #trials: readonly Sized[];

  constructor(trials: readonly Sized[]) {
    this.#trials = trials;
  }

  toJSON(): readonly Sized[] {
    return this.#trials;
  }
}

/**
 * An event of a stream as the messages that carry it: see `ListPiece`. What has no trials goes as it is. A wire that
 * takes all at once takes them in turns of the event loop nevertheless, so that others are answered meanwhile.
 */
export async function* inPieces(event: unknown): AsyncGenerator<unknown, void, void> {
  if (!hasTrials(event)) {
    yield event;
    return;
  }
  const pieces = cut(event.trials);
  const last = pieces.pop() ?? [];
  if (pieces.length > 0) {
    // Whoever made a long list and checked it has had a turn already.
    await nextTurn();
  }
  for (const piece of pieces) {
    yield { piece: new WrittenAsIs(piece) };
    await nextTurn();
  }
  yield withEventMeta({ ...event, trials: new WrittenAsIs(last) }, getEventMeta(event) ?? {});
}

function hasTrials(event: unknown): event is { readonly trials: readonly Sized[] } {
  return typeof event === 'object' && event !== null && 'trials' in event && Array.isArray(event.trials);
}

function cut(trials: readonly Sized[]): (readonly Sized[])[] {
  // All configurations of a run have the same parameters, nearly.
  const perTrial = OTHER_VALUES + Object.keys(trials[0]?.config ?? {}).length;
  const pieces: (readonly Sized[])[] = [];
  let [from, values] = [0, 0];
  for (const [index, { learning_curve }] of trials.entries()) {
    values += perTrial + (learning_curve?.length ?? 0);
    if (values >= MOST_VALUES) {
      pieces.push(trials.slice(from, index + 1));
      [from, values] = [index + 1, 0];
    }
  }
  return [...pieces, trials.slice(from)];
}
