import { useEffect, useState } from 'react';
import type { TextPiece } from '#core/contract/api/api-parts.ts';
import { type Refusal, refusalOf } from '#renderer/host/refusal.ts';
import { KEPT_BYTES, type LogSoFar, NO_LOG, withPiece } from './follow-log.ts';

/** How often a log that may grow is looked at. */
const LOOK_MILLISECONDS = 1_000;

export type ReadPiece = (offset: number) => Promise<TextPiece>;

type Follow = {
  readonly read: ReadPiece;
  readonly live: boolean;
  readonly onLog: (log: LogSoFar) => void;
  readonly onError: (error: Refusal | null) => void;
};

/** Reads to the end of what there is. */
async function readOn(known: LogSoFar, { read }: Follow): Promise<LogSoFar> {
  let log = known;
  for (;;) {
    const piece = await read(log.next === 0 ? -KEPT_BYTES : log.next);
    if (piece.text === '') {
      return { ...log, size: piece.size };
    }
    log = withPiece(log, piece);
    if (log.next >= piece.size) {
      return log;
    }
  }
}

/** @returns a function that ends it */
function followLog(follow: Follow): () => void {
  let known = NO_LOG;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let over = false;
  const look = async () => {
    try {
      known = await readOn(known, follow);
      if (!over) {
        follow.onLog(known);
        follow.onError(null);
      }
    } catch (thrown) {
      if (!over) {
        follow.onError(refusalOf(thrown));
      }
    }
    if (follow.live && !over) {
      timer = setTimeout(() => void look(), LOOK_MILLISECONDS);
    }
  };
  void look();
  return () => {
    over = true;
    clearTimeout(timer);
  };
}

/**
 * Reads the end of a log and follows it while `live`.
 *
 * @param read - stable as long as it is the same log
 */
export function useLog(read: ReadPiece, live: boolean): { log: LogSoFar | null; error: Refusal | null } {
  const [log, setLog] = useState<LogSoFar | null>(null);
  const [error, setError] = useState<Refusal | null>(null);
  useEffect(() => {
    const onLog = (next: LogSoFar) =>
      setLog((before) => (before?.text === next.text && before.size === next.size ? before : next));
    return followLog({ read, live, onLog, onError: setError });
  }, [read, live]);
  return { log, error };
}
