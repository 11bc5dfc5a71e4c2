import { readSync } from 'node:fs';
import type { Socket } from 'node:net';
import type { Readable } from 'node:stream';

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

/**
 * An output stream of a long-lived child, cut into evaluations by a marker that the child writes at the end of each:
 * when the marker has arrived, everything printed before it has arrived too.
 */
export class MarkedOutput {
  readonly #marker: Buffer;
  readonly #sink: (bytes: Buffer) => void;
  #held: Buffer = Buffer.alloc(0);
  #seen = 0;
  #ended = false;
  #waiting: { readonly count: number; readonly resolve: () => void } | null = null;

  constructor(stream: Readable, marker: string, sink: (bytes: Buffer) => void) {
    this.#marker = Buffer.from(marker);
    this.#sink = sink;
    stream.on('data', (chunk: Buffer) => this.#feed(chunk));
    stream.on('error', () => this.#end());
    stream.on('close', () => this.#end());
  }

  /** Resolves when `count` markers have been seen in all, or the stream has ended. */
  reached(count: number): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting = { count, resolve };
      this.#answer();
    });
  }

  #feed(chunk: Buffer): void {
    let rest = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk]);
    let at = rest.indexOf(this.#marker);
    while (at >= 0) {
      this.#sink(rest.subarray(0, at));
      this.#seen += 1;
      rest = rest.subarray(at + this.#marker.length);
      at = rest.indexOf(this.#marker);
    }
    const hold = this.#lengthOfBegunMarker(rest);
    this.#sink(rest.subarray(0, rest.length - hold));
    this.#held = Buffer.from(rest.subarray(rest.length - hold));
    this.#answer();
  }

  /** How many bytes at the end may be the first part of a marker whose rest is still under way. */
  #lengthOfBegunMarker(bytes: Buffer): number {
    const longest = Math.min(bytes.length, this.#marker.length - 1);
    for (let length = longest; length > 0; length -= 1) {
      if (bytes.subarray(-length).equals(this.#marker.subarray(0, length))) {
        return length;
      }
    }
    return 0;
  }

  #end(): void {
    this.#ended = true;
    this.#sink(this.#held);
    this.#held = Buffer.alloc(0);
    this.#answer();
  }

  #answer(): void {
    if (this.#waiting !== null && (this.#ended || this.#seen >= this.#waiting.count)) {
      this.#waiting.resolve();
      this.#waiting = null;
    }
  }
}
