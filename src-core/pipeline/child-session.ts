import { randomBytes } from 'node:crypto';
import { Readable, Writable } from 'node:stream';
import { CHILD_DESCRIPTORS } from './child-descriptors.ts';
import { type ChildMessage, parseChildMessage } from './child-protocol.ts';
import { GroupProcess, type Launch } from './group-process.ts';
import { MarkedOutput } from './marked-output.ts';
import { onLines } from './on-lines.ts';
import { within } from './within.ts';

/** A function that has closed its own stdout never sends the marker. */
const MARKER_MS = 2_000;

/** One running child of a language: its messages, its output and its end. */
export class ChildSession {
  readonly process: GroupProcess;
  /** Stands in the output wherever a call has ended. */
  readonly marker = `\u001eincumbent-${randomBytes(8).toString('hex')}\u001e`;
  /** Receives what the child and its descendants print. */
  sink: (bytes: Buffer) => void;
  readonly #outputs: readonly MarkedOutput[];
  readonly #toChild: Writable | null;
  readonly #messages: ChildMessage[] = [];
  #wake: (() => void) | null = null;

  constructor(launch: Launch, sink: (bytes: Buffer) => void) {
    this.sink = sink;
    this.process = new GroupProcess(launch, ['ignore', 'pipe', 'pipe', 'pipe', 'pipe']);
    const descriptors: readonly unknown[] = this.process.child.stdio;
    const readable = (at: number) => [descriptors[at]].filter((stream) => stream instanceof Readable);
    this.#outputs = [...readable(1), ...readable(2)].map(
      (stream) => new MarkedOutput(stream, this.marker, (bytes) => this.sink(bytes)),
    );
    const toChild = descriptors[CHILD_DESCRIPTORS.toChild];
    this.#toChild = toChild instanceof Writable ? toChild : null;
    // A child that has just ended breaks its pipes; the exit is what counts.
    this.#toChild?.on('error', () => undefined);
    for (const stream of readable(CHILD_DESCRIPTORS.fromChild)) {
      stream.on('error', () => undefined);
      onLines(stream, (line) => this.#take(line));
    }
  }

  send(line: string): void {
    this.#toChild?.write(line);
  }

  /**
   * The first message that `wanted` picks, now or later; never settles when the child ends without it. Messages before
   * it belong to calls that are over, and are dropped.
   */
  async message<M extends ChildMessage>(wanted: (message: ChildMessage) => message is M): Promise<M> {
    for (;;) {
      const found = this.#messages.splice(0).find(wanted);
      if (found !== undefined) {
        return found;
      }
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** Waits until all that was printed before the `calls`-th call ended has reached the sink. */
  async outputUpTo(calls: number): Promise<void> {
    await within(MARKER_MS, Promise.all(this.#outputs.map((output) => output.reached(calls))));
  }

  /** Tells the child that no call will come; it then ends by itself. */
  endInput(): void {
    this.#toChild?.end();
  }

  #take(line: string): void {
    const message = line === '' ? null : parseChildMessage(line);
    if (message !== null) {
      this.#messages.push(message);
      this.#wake?.();
    }
  }
}
