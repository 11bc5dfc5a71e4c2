import { useEffect, useState } from 'react';
import type { TextPiece } from '#core/contract/api/api-parts.ts';
import { type Refusal, refusalOf } from '#renderer/host/refusal.ts';

/** What is known of a growing text file. */
type LogSoFar = {
  readonly text: string;
  /** First byte that is not left out at the beginning. */
  readonly from: number;
  /** Where the next piece begins. */
  readonly next: number;
  readonly size: number;
};

export const NO_LOG: LogSoFar = { text: '', from: 0, next: 0, size: 0 };

/** How much of a log's end is kept; the file has all of it. */
export const KEPT_BYTES = 512 * 1024;

const ENCODER = new TextEncoder();

function lengthOf(text: string): number {
  return ENCODER.encode(text).length;
}

/** The log with one more piece; a piece from the start of a file that began anew replaces it. */
export function withPiece(log: LogSoFar, piece: TextPiece): LogSoFar {
  const offset = Math.max(0, piece.offset);
  const goesOn = offset === log.next && log.next > 0;
  const text = goesOn ? log.text + piece.text : piece.text;
  const from = goesOn ? log.from : offset;
  const next = offset + lengthOf(piece.text);
  if (text.length <= 2 * KEPT_BYTES) {
    return { text, from, next, size: piece.size };
  }
  const tail = text.slice(-KEPT_BYTES);
  const kept = tail.slice(tail.indexOf('\n') + 1);
  return { text: kept, from: next - lengthOf(kept), next, size: piece.size };
}

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
