import { createWriteStream, statSync, type WriteStream } from 'node:fs';
import { truncate } from 'node:fs/promises';
import { messageOf } from '#core/contract/errors.ts';

/** Share of the limit that is kept for the last lines; they tell why something went wrong. */
const TAIL_SHARE = 0.2;
const MAX_TAIL_BYTES = 1_000_000;
/** How much of the end {@link TrialLog.lastText} gives. */
const LAST_TEXT_BYTES = 4_000;

/** Bytes for what comes first, and for what comes last. */
type Limits = { readonly head: number; readonly tail: number };

function limitsOf(limit: number): Limits {
  const tail = Math.min(Math.floor(limit * TAIL_SHARE), MAX_TAIL_BYTES);
  return { head: limit - tail, tail };
}

/**
 * The log.txt of one evaluation, at most `limit` bytes: what comes first is appended at once, and once that part is
 * full only the last bytes are kept and appended at the end, with a line that says how much is left out. A log that
 * cannot be written never harms the evaluation; `problem` then says why.
 */
export class TrialLog {
  problem: string | null = null;
  readonly #file: string;
  readonly #heading: string;
  readonly #last = new OutputTail(LAST_TEXT_BYTES);
  readonly #tail: OutputTail;
  #headLeft: number;
  #stream: WriteStream | null = null;
  #gapIsSaid = false;

  private constructor(options: { file: string; limits: Limits; heading: string; existingBytes: number }) {
    const { head, tail } = options.limits;
    this.#file = options.file;
    this.#heading = options.heading;
    this.#tail = new OutputTail(tail);
    this.#headLeft = Math.max(0, head - options.existingBytes);
  }

  /**
   * A second attempt goes on in the same file, under a heading, with what is left of the limit. What earlier ones wrote
   * makes room for its last lines.
   */
  static async open(file: string, limit: number, attempt: number): Promise<TrialLog> {
    const limits = limitsOf(limit);
    // Not by way of a thread: that takes longer than the look itself.
    const existingBytes = sizeOf(file);
    const heading = attempt > 1 && existingBytes > 0 ? `\n[attempt ${attempt}]\n` : '';
    const tooMany = existingBytes - limits.head;
    if (tooMany <= 0) {
      return new TrialLog({ file, limits, heading, existingBytes });
    }
    const isCut = await truncate(file, limits.head).then(
      () => true,
      () => false,
    );
    const note = isCut ? `\n[${tooMany} bytes of earlier attempts left out]` : '';
    return new TrialLog({ file, limits, heading: `${note}${heading}`, existingBytes });
  }

  write(chunk: Buffer): void {
    if (chunk.length === 0) {
      return;
    }
    this.#last.add(chunk);
    const head = chunk.subarray(0, this.#headLeft);
    this.#headLeft -= head.length;
    this.#append(head);
    if (head.length < chunk.length) {
      this.#tail.add(chunk.subarray(head.length));
      this.#sayGap();
    }
  }

  /** The end of what was written, as text, for messages. */
  lastText(): string {
    return this.#last.text();
  }

  /** Appends the kept end and waits until everything is in the file. */
  async close(): Promise<void> {
    const tail = this.#tail.bytes();
    this.#sayGap();
    if (this.#tail.dropped > 0) {
      this.#append(Buffer.from(`[${this.#tail.dropped} bytes left out]\n`));
    }
    this.#append(tail);
    const stream = this.#stream;
    if (stream !== null && !stream.closed) {
      await new Promise<void>((resolve) => {
        stream.once('close', resolve);
        stream.end();
      });
    }
  }

  /** For whoever watches the growing file. */
  #sayGap(): void {
    if (this.#tail.dropped > 0 && !this.#gapIsSaid) {
      this.#gapIsSaid = true;
      this.#append(Buffer.from('\n[log_limit reached: the last lines follow when the evaluation ends]\n'));
    }
  }

  #append(bytes: Buffer): void {
    if (bytes.length === 0) {
      return;
    }
    if (this.#stream === null) {
      this.#stream = createWriteStream(this.#file, { flags: 'a' });
      this.#stream.on('error', (error) => {
        this.problem = messageOf(error);
      });
      this.#stream.write(this.#heading);
    }
    if (this.problem === null) {
      this.#stream.write(bytes);
    }
  }
}

/** 0 where it can't be told: writing then says why. */
function sizeOf(file: string): number {
  try {
    return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  } catch {
    return 0;
  }
}

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
