import type { TextPiece } from '#core/contract/api/api-parts.ts';

/** What is known of a growing text file. */
export type LogSoFar = {
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
