import { randomBytes } from 'node:crypto';
import { Readable, Writable } from 'node:stream';
import { IncumbentError, messageOf } from '#core/contract/errors.ts';
import type { TrialError } from '#core/contract/run/trial.ts';
import type { PipelineLog } from '#core/pipeline/pipeline.ts';
import { GroupProcess, type Launch } from '../processes/group-process.ts';
import { exitInWords, type ProcessExit, within } from '../processes/process-exit.ts';
import { CHILD_DESCRIPTORS, onLines } from './child-lines.ts';
import { type ChildOutput, childOutput } from './child-output.ts';
import { type ChildMessage, parseChildMessage } from './child-protocol.ts';

/** A function that has closed its own stdout never sends the marker. */
const MARKER_MS = 2_000;

/** One running child of a language: its messages, its output and its end. */
export class ChildSession {
  readonly process: GroupProcess;
  /** In output that is no pipe of our own the child writes it wherever a call has ended. */
  readonly marker = `\u001eincumbent-${randomBytes(8).toString('hex')}\u001e`;
  /** Receives what the child and its descendants print. */
  sink: (bytes: Buffer) => void;
  readonly #outputs: readonly ChildOutput[];
  readonly #toChild: Writable | null;
  readonly #messages: ChildMessage[] = [];
  #wake: (() => void) | null = null;

  private constructor(process: GroupProcess, sink: (bytes: Buffer) => void) {
    this.process = process;
    this.sink = sink;
    this.#outputs = process.outputs.map((output) =>
      childOutput(output, this.marker, (bytes) => this.sink(bytes)),
    );
    const descriptors: readonly unknown[] = process.child.stdio;
    const toChild = descriptors[CHILD_DESCRIPTORS.toChild];
    const fromChild = descriptors[CHILD_DESCRIPTORS.fromChild];
    this.#toChild = toChild instanceof Writable ? toChild : null;
    // A child that has just ended breaks its pipes; the exit is what counts.
    this.#toChild?.on('error', () => undefined);
    if (fromChild instanceof Readable) {
      fromChild.on('error', () => undefined);
      onLines(fromChild, (line) => this.#take(line));
    }
  }

  static async start(launch: Omit<Launch, 'channels'>, sink: (bytes: Buffer) => void): Promise<ChildSession> {
    const channels = Object.keys(CHILD_DESCRIPTORS).length;
    return new ChildSession(await GroupProcess.start({ ...launch, channels }), sink);
  }

  /** Whether the child has to write the marker. */
  get marks(): boolean {
    return this.process.outputs.some(({ pipe }) => pipe === null);
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

type StartError = Extract<ChildMessage, { readonly kind: 'start-error' }>;

/** Why a child did not become ready; `output` is what it printed last. */
export function startFailure(
  answer: StartError | ProcessExit | 'interrupted',
  output: string,
): IncumbentError {
  if (answer === 'interrupted') {
    return new IncumbentError('process-failed', 'The start of the pipeline was interrupted');
  }
  if ('kind' in answer) {
    const { type, message, traceback } = answer.error;
    return new IncumbentError(answer.code, message, { type, traceback, output });
  }
  const message = `The pipeline's process must import the function, but it ${exitInWords(answer)}`;
  return new IncumbentError('process-failed', message, { ...answer, output });
}

/** A failed restart as the error of the evaluation that needed it. */
export function startFailureOfTrial(thrown: unknown): TrialError {
  const details = thrown instanceof IncumbentError ? thrown.details : {};
  const text = (value: unknown, otherwise: string) => (typeof value === 'string' ? value : otherwise);
  return {
    type: text(details.type, 'Exit'),
    message: messageOf(thrown),
    traceback: text(details.traceback, text(details.output, '')),
  };
}

const MAX_LOGGED_CHARACTERS = 200_000;
const LAST_CHARACTERS = 4_000;

/**
 * What a child prints while no evaluation is in progress, such as during the import: it goes to the worker's log, up
 * to a limit, since a background thread may print for ever.
 */
export class IdleOutput {
  /** The end of it, for the message of a failed start. */
  last = '';
  readonly #log: PipelineLog;
  #left = MAX_LOGGED_CHARACTERS;

  constructor(log: PipelineLog) {
    this.#log = log;
  }

  write(bytes: Buffer): void {
    const text = bytes.toString('utf8');
    this.last = (this.last + text).slice(-LAST_CHARACTERS);
    const logged = text.slice(0, this.#left).trimEnd();
    this.#left -= Math.min(text.length, this.#left);
    if (logged !== '') {
      this.#log.info(`The pipeline printed outside of an evaluation:\n${logged}`);
    }
  }
}
