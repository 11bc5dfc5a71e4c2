import { IncumbentError } from '#core/contract/errors.ts';
import type { RunEvent } from '#core/contract/run/run-view.ts';
import type { Layout, RunStatus } from '#core/contract/run/status.ts';
import type { Trial } from '#core/contract/run/trial.ts';
import { type Clock, createPauses } from '#core/platform/clock.ts';
import { type DiskUse, diskUse } from '../disk-use.ts';
import { createTrialEvents } from '../incumbent/trials/trial-events.ts';
import type {
  FlatTarget,
  OpenedRun,
  ReaderContext,
  ReaderFacts,
  RefreshScope,
  RunChange,
  RunOrigin,
} from '../reader.ts';
import { parseRunAddress } from '../run-address.ts';
import { createWorkerViews, foreignStatus } from './foreign-status.ts';
import { fidelityOf, InferredSpace } from './space/inferred-space.ts';
import { openReading, type ReadChunk, type ThreadReading } from './thread/reading-thread.ts';
import type { SourceFacts, SourceRequest } from './thread/source.ts';
import { createTrialTable } from './trial-table.ts';

/**
 * Reads a run of another program, whichever: its files are read in the reading thread, its trials kept here.
 *
 * @throws IncumbentError `root-not-a-run`
 */
export async function openForeign(
  { reader, format, root }: Pick<SourceRequest, 'format' | 'root'> & { readonly reader: string },
  { clock, cacheDirectory = null }: ReaderContext,
): Promise<OpenedRun> {
  const run = new OpenedForeign({ root, reader }, openReading({ format, root, cacheDirectory }), clock);
  try {
    await run.refresh('files');
  } catch (error) {
    run.close();
    throw error;
  }
  return run;
}

class OpenedForeign implements OpenedRun {
  readonly root: string;
  readonly reader: string;
  readonly #reading: ThreadReading;
  readonly #clock: Clock;
  readonly #table = createTrialTable();
  readonly #workers = createWorkerViews();
  readonly #trialEvents = createTrialEvents();
  readonly #inferred = new InferredSpace();
  #source: SourceFacts | null = null;
  #facts: ReaderFacts | null = null;
  #status: RunStatus | null = null;
  #events: readonly RunEvent[] = [];
  #fidelity: string | null = null;
  #firstAt: string | null = null;
  #lastAt: string | null = null;

  constructor(
    { root, reader }: { readonly root: string; readonly reader: string },
    reading: ThreadReading,
    clock: Clock,
  ) {
    this.root = root;
    this.reader = reader;
    this.#reading = reading;
    this.#clock = clock;
  }

  get layout(): Layout {
    return this.#known(this.#source).layout;
  }

  facts(): ReaderFacts {
    return this.#known(this.#facts);
  }

  origin(): RunOrigin {
    return { launches: [], format: null, run_id: null, branched_from: null, branches: [] };
  }

  status(): RunStatus {
    return this.#known(this.#status);
  }

  events(): readonly RunEvent[] {
    return this.#events;
  }

  trials(): readonly Trial[] {
    return this.#table.all;
  }

  trial(id: string): Trial | null {
    return this.#table.get(id);
  }

  watchTargets(): readonly FlatTarget[] {
    return this.#known(this.#source).targets;
  }

  trialLogFile(): null {
    return null;
  }

  trialFolder(id: string): string | null {
    const { trialFolders } = this.#known(this.#source);
    return trialFolders === null ? null : trialFolders + id;
  }

  workerLogFile(): null {
    return null;
  }

  async diskUse(): Promise<DiskUse> {
    return await diskUse(parseRunAddress(this.root).path);
  }

  close(): void {
    this.#reading.close();
  }

  async refresh(scope: RefreshScope): Promise<RunChange | null> {
    if (scope === 'liveness') {
      // Only files can tell anything new.
      return null;
    }
    const changed = new Set<string>();
    const deleted = new Set<string>();
    let source = this.#source;
    await this.#reading.look((chunk) => {
      source = chunk.facts ?? source;
      this.#take(chunk, changed, deleted);
    });
    const before = this.#visible();
    this.#source = this.#known(source);
    await this.#assignFidelity(changed);
    this.#derive();
    const after = this.#visible();
    if (changed.size === 0 && deleted.size === 0 && before.all === after.all) {
      return null;
    }
    const trials = [...changed].flatMap((id) => this.#table.get(id) ?? []);
    return { facts: before.facts !== after.facts, trials, deleted: [...deleted] };
  }

  #take({ records, deleted }: ReadChunk, changed: Set<string>, gone: Set<string>): void {
    for (const id of deleted) {
      this.#table.remove(id);
      changed.delete(id);
      gone.add(id);
    }
    for (const record of records) {
      const trial = withFidelity(record.trial, this.#fidelity);
      this.#table.put(trial);
      this.#inferred.add(record);
      this.#workers.add(trial);
      this.#note(trial);
      changed.add(trial.trial);
      gone.delete(trial.trial);
    }
  }

  #note({ sampled_at, started_at, ended_at }: Trial): void {
    const first = sampled_at ?? started_at;
    const last = ended_at ?? started_at ?? sampled_at;
    if (first !== null && (this.#firstAt === null || first < this.#firstAt)) {
      this.#firstAt = first;
    }
    if (last !== null && (this.#lastAt === null || last > this.#lastAt)) {
      this.#lastAt = last;
    }
  }

  /** Once it shows which parameter is the fidelity, every trial has one. */
  async #assignFidelity(changed: Set<string>): Promise<void> {
    const name = this.#source?.space === null ? this.#inferred.fidelity() : null;
    if (name === this.#fidelity) {
      return;
    }
    this.#fidelity = name;
    const pauses = createPauses(this.#clock);
    for (const trial of [...this.#table.all]) {
      this.#table.put({ ...trial, fidelity: fidelityOf(trial, name) });
      changed.add(trial.trial);
      await pauses.next();
    }
  }

  #derive(): void {
    const source = this.#known(this.#source);
    this.#facts = {
      name: source.name,
      root: this.root,
      space_inferred: source.space === null,
      space: [...(source.space ?? this.#inferred.parameters())],
      optimizer: source.optimizer,
      settings: null,
      read_only_because: source.readOnlyBecause,
    };
    this.#status = foreignStatus({
      root: this.root,
      facts: source,
      table: this.#table,
      workers: this.#workers,
      firstAt: this.#firstAt,
      lastAt: this.#lastAt,
    });
    this.#events = this.#trialEvents.read(this.#table).toReversed();
  }

  #visible(): { readonly facts: string; readonly all: string } {
    const facts = JSON.stringify(this.#facts);
    return { facts, all: JSON.stringify([facts, this.#status, this.#events]) };
  }

  #known<T>(value: T | null): T {
    if (value === null) {
      throw new IncumbentError('internal', `Nothing has been read of ${this.root} yet`);
    }
    return value;
  }
}

/** With the value of this parameter as its fidelity where its files tell none. */
function withFidelity(trial: Trial, name: string | null): Trial {
  const fidelity = trial.fidelity ?? fidelityOf(trial, name);
  return fidelity === trial.fidelity ? trial : { ...trial, fidelity };
}
