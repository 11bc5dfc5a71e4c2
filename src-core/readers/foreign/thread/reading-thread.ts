import { Worker } from 'node:worker_threads';
import { type ErrorData, IncumbentError, messageOf } from '#core/contract/errors.ts';
import { companionFile, unpacked } from '#core/platform/own-program.ts';
import type { SourceFacts, SourceRequest, TrialRecord } from './source.ts';
import type { FromThread, ToThread } from './thread-messages.ts';

/** A chunk as the asker gets it. */
export type ReadChunk = {
  readonly records: readonly TrialRecord[];
  readonly deleted: readonly string[];
  readonly facts: SourceFacts | null;
};

/** One foreign run in the reading thread. */
export type ThreadReading = {
  /** Looks once; `take` is called for each part, at most two in one turn of the event loop. Looks must not overlap. */
  look(take: (chunk: ReadChunk) => void): Promise<void>;
  close(): void;
};

type Look = {
  readonly take: (chunk: ReadChunk) => void;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
};

/** Chunks on their way at a time: the thread reads the next while this side takes one. */
const IN_FLIGHT = 2;
/** How long the thread is kept without a run, in milliseconds: another may be opened soon. */
const IDLE = 10_000;

/** All foreign runs of a process share one thread, which is there while one of them is open. */
class ReadingThread {
  readonly #worker = new Worker(unpacked(companionFile('foreign-reader.mjs')));
  readonly #looks = new Map<number, Look>();
  readonly #open = new Set<number>();
  #runs = 0;
  #idle: NodeJS.Timeout | null = null;
  /** Why it is of no use any more. */
  #ended: IncumbentError | null = null;

  constructor() {
    this.#worker.on('message', (message: FromThread) => this.#receive(message));
    this.#worker.on('error', (error) => this.#end(messageOf(error)));
    this.#worker.on('exit', () => this.#end('it ended'));
    this.#worker.unref();
  }

  get ended(): boolean {
    return this.#ended !== null;
  }

  open(source: SourceRequest): ThreadReading {
    this.#runs += 1;
    const run = this.#runs;
    this.#open.add(run);
    clearTimeout(this.#idle ?? undefined);
    this.#send({ kind: 'open', run, source });
    return {
      look: (take) => this.#look(run, take),
      close: () => {
        this.#send({ kind: 'close', run });
        this.#open.delete(run);
        this.#settle(run)?.resolve();
        if (this.#open.size === 0) {
          this.#idle = setTimeout(() => this.#terminate(), IDLE).unref();
        }
      },
    };
  }

  #look(run: number, take: Look['take']): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#ended !== null) {
        reject(this.#ended);
        return;
      }
      this.#looks.set(run, { take, resolve, reject });
      // Only while someone waits for it does the thread keep the process.
      this.#worker.ref();
      this.#send({ kind: 'look', run });
      for (let sent = 0; sent < IN_FLIGHT; sent += 1) {
        this.#send({ kind: 'pull', run });
      }
    });
  }

  #receive(message: FromThread): void {
    const look = this.#looks.get(message.run);
    if (look === undefined) {
      return;
    }
    switch (message.kind) {
      case 'chunk':
        this.#take(look, message);
        return;
      case 'end':
        this.#settle(message.run)?.resolve();
        return;
      case 'refused':
        this.#settle(message.run)?.reject(errorOf(message.error));
    }
  }

  #take(look: Look, { run, records, deleted, facts }: FromThread & { readonly kind: 'chunk' }): void {
    try {
      look.take({ records: JSON.parse(records) as TrialRecord[], deleted, facts });
      this.#send({ kind: 'pull', run });
    } catch (error) {
      this.#settle(run)?.reject(error);
    }
  }

  #settle(run: number): Look | undefined {
    const look = this.#looks.get(run);
    this.#looks.delete(run);
    if (this.#looks.size === 0) {
      this.#worker.unref();
    }
    return look;
  }

  #send(message: ToThread): void {
    this.#worker.postMessage(message);
  }

  #terminate(): void {
    this.#end('no run is open');
    void this.#worker.terminate();
  }

  #end(because: string): void {
    // Opened again, the run gets a new thread.
    this.#ended ??= new IncumbentError('root-replaced', `The thread that read the run is gone: ${because}`);
    clearTimeout(this.#idle ?? undefined);
    for (const run of [...this.#looks.keys()]) {
      this.#settle(run)?.reject(this.#ended);
    }
  }
}

let thread: ReadingThread | null = null;

/** Opens a foreign run in the reading thread. Whatever is wrong with it is told by the first look. */
export function openReading(source: SourceRequest): ThreadReading {
  if (thread === null || thread.ended) {
    thread = new ReadingThread();
  }
  return thread.open(source);
}

function errorOf({ code, message, details }: ErrorData): IncumbentError {
  return new IncumbentError(code, message, details);
}
