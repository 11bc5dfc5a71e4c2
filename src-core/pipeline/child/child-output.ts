import { readSync } from 'node:fs';
import type { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { MarkedOutput } from './marked-output.ts';

/** An output stream of a long-lived child, of which one must know that all that a call has printed is there. */
export type ChildOutput = {
  /** Resolves when all that was printed before the `calls`-th call ended has reached the sink, or the stream has ended. */
  reached(calls: number): Promise<void>;
};

/** A stream with the descriptor of its pipe; null where it is no pipe of our own. */
export type OutputStream = { readonly stream: Readable; readonly pipe: number | null };

/** @param marker - what the child writes at the end of each call, into streams that are no pipes of our own */
export function childOutput(
  { stream, pipe }: OutputStream,
  marker: string,
  sink: (bytes: Buffer) => void,
): ChildOutput {
  return pipe === null ? new MarkedOutput(stream, marker, sink) : pipeOutput(stream as Socket, pipe, sink);
}

/** More than any pipe holds at once; what comes meanwhile belongs to nobody's call. */
const MOST_BYTES = 1 << 20;
const PIECE = Buffer.allocUnsafeSlow(1 << 16);

/**
 * What was written to a pipe before a call ended is in the pipe when its end is known, so it can be taken out at once:
 * no marker has to be written and waited for.
 */
function pipeOutput(stream: Socket, pipe: number, sink: (bytes: Buffer) => void): ChildOutput {
  stream.on('data', sink);
  stream.on('error', () => undefined);
  return {
    reached: async () => {
      let taken = 0;
      // The descriptor of a stream that has ended may be another file's by now.
      while (!(stream.destroyed || stream.readableEnded) && taken < MOST_BYTES) {
        const read = readAtOnce(pipe);
        if (read === 0) {
          return;
        }
        taken += read;
        sink(Buffer.from(PIECE.subarray(0, read)));
      }
    },
  };
}

/** How many bytes there were; 0 also at the end, which the stream meets by itself. */
function readAtOnce(pipe: number): number {
  const { stackTraceLimit } = Error;
  // Most times there is nothing, which the pipe says by an error: nobody reads where it came from.
  Error.stackTraceLimit = 0;
  try {
    return readSync(pipe, PIECE, 0, PIECE.length, null);
  } catch {
    return 0;
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}
