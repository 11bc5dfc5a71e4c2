import { getEventMeta } from '@orpc/client';
import { type Refusal, refusalOf } from './refusal.ts';
import { sleep } from './sleep.ts';

export type Following<Event extends object> = {
  /** Opens the stream: `(options) => client.run.watch({ key }, options)`. */
  readonly open: (options: StreamOptions) => Promise<AsyncIterable<Event>>;
  readonly onEvent: (event: Event) => void;
  /** The engine refused the stream (the run is gone, say); nothing follows. */
  readonly onRefusal: (refusal: Refusal) => void;
  /** Ends it from the page's side. */
  readonly signal: AbortSignal;
};

type StreamOptions = { readonly signal: AbortSignal; readonly lastEventId?: string };

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 2000;

/**
 * Follows a live stream across broken connections: each reconnection names the last event seen, so that nothing is
 * lost or shown twice. Resolves when the signal aborts or the engine refuses; never rejects.
 *
 * @example
 * void follow({ open: (options) => client.home.watch({}, options), onEvent: show, onRefusal: explain, signal });
 */
export async function follow<Event extends object>(following: Following<Event>): Promise<void> {
  const { signal } = following;
  let lastEventId: string | undefined;
  let pause = FIRST_PAUSE_MS;
  const onEvent = (event: Event) => {
    lastEventId = getEventMeta(event)?.id ?? lastEventId;
    pause = FIRST_PAUSE_MS;
    try {
      following.onEvent(event);
    } catch (thrown) {
      // A screen's own fault is reported as such and not taken for a broken wire.
      reportError(thrown);
    }
  };
  while (!signal.aborted) {
    const refusal = await followOnce({ ...following, onEvent }, lastEventId);
    if (refusal && !signal.aborted) {
      following.onRefusal(refusal);
      return;
    }
    await sleep(pause, signal);
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
  }
}

/** Until the wire breaks or the stream ends (null), or the engine refuses. */
async function followOnce<Event extends object>(
  { open, onEvent, signal }: Following<Event>,
  lastEventId: string | undefined,
): Promise<Refusal | null> {
  try {
    for await (const event of await open({ signal, ...(lastEventId === undefined ? {} : { lastEventId }) })) {
      onEvent(event);
    }
    return null;
  } catch (thrown) {
    const refusal = refusalOf(thrown);
    return refusal.code === 'disconnected' ? null : refusal;
  }
}
