import type { Readable } from 'node:stream';

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
