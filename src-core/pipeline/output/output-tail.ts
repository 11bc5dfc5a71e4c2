/** The last `limit` bytes of a stream, at a cost that does not grow with the number of writes. */
export class OutputTail {
  /** Bytes that are no longer kept. */
  dropped = 0;
  readonly #limit: number;
  #chunks: Buffer[] = [];
  #bytes = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(bytes: Buffer): void {
    this.#chunks.push(bytes);
    this.#bytes += bytes.length;
    // Cut at twice the size, so that a byte is copied once or twice and not with every write.
    if (this.#bytes > 2 * this.#limit) {
      this.bytes();
    }
  }

  bytes(): Buffer {
    const all = Buffer.concat(this.#chunks);
    const kept = all.subarray(Math.max(0, all.length - this.#limit));
    this.dropped += all.length - kept.length;
    this.#chunks = [kept];
    this.#bytes = kept.length;
    return kept;
  }

  /** As text; half a character at the cut is left out. */
  text(): string {
    return this.bytes()
      .toString('utf8')
      .replace(/^\uFFFD+/, '');
  }
}
