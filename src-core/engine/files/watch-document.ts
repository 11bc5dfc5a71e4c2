import { dirname } from 'node:path';
import type { Logger } from '#core/platform/log.ts';
import type { WatchTarget } from '#core/readers/reader.ts';
import { watchFiles } from '#core/watch/run/file-events.ts';
import { liveGenerator } from '#core/watch/stream/live-generator.ts';
import { createBell, type Schedule, scheduleOnTimers } from '#core/watch/stream/news.ts';
import { readDocumentOrNull } from './document-files.ts';

/** A network file system reports no events of other machines. */
const POLL_MS = 2_000;
/** The watcher tells nothing more of a file for 50 ms after an event; editors write in several steps. */
const SETTLE_MS = 120;
/** A file that is emptied or taken away is mostly about to be written anew: so long that is not believed. */
const NOTHING_MS = 1_000;

export type DocumentUpdate = { readonly seq: number; readonly path: string; readonly text: string | null };

export type WatchDocument = {
  /** Absolute. */
  readonly path: string;
  readonly log: Logger;
  readonly signal: AbortSignal | undefined;
  readonly schedule?: Schedule;
};

/**
 * What a file says now, then again whenever that has changed; null while there is none. A file that can't be read for
 * a moment is looked at again, and so is one that has changed: whoever writes it empties it first.
 */
export function watchDocument({ path, log, signal, schedule = scheduleOnTimers }: WatchDocument) {
  return liveGenerator(signal, async function* (ended): AsyncGenerator<DocumentUpdate, void, void> {
    const bell = createBell();
    const onEvent = () => {
      bell.ring();
      schedule(bell.ring, SETTLE_MS);
    };
    const events = watchFiles({ targets: [targetOf(path)], log, onEvent });
    let seq = 0;
    let told: string | null | undefined;
    const look = () => readDocumentOrNull(path).catch(() => told);
    const pause = async (ms: number): Promise<void> => {
      const over = createBell();
      const cancel = schedule(over.ring, ms);
      await over.wait(ended);
      cancel();
    };
    try {
      while (!ended.aborted) {
        const text = told === undefined ? await look() : await settled(told, look, pause);
        if (text !== undefined && text !== told && !ended.aborted) {
          told = text;
          seq += 1;
          yield { seq, path, text };
        }
        const cancel = schedule(bell.ring, POLL_MS);
        await bell.wait(ended);
        cancel();
      }
    } finally {
      await events.close();
    }
  });
}

type Text = string | null | undefined;

/** What is told already, or what two looks in a row have seen. */
async function settled(
  told: Text,
  look: () => Promise<Text>,
  pause: (ms: number) => Promise<void>,
): Promise<Text> {
  let before: Text = told;
  for (let text = await look(); text !== before; text = await look()) {
    before = text;
    await pause(text ? SETTLE_MS : NOTHING_MS);
  }
  return before;
}

/** Its folder: editors put another file in its place, which ends the watch of the file itself. */
function targetOf(path: string): WatchTarget {
  const folder = dirname(path);
  return { path: folder, depth: 0, ignore: (other) => other !== folder && other !== path };
}
