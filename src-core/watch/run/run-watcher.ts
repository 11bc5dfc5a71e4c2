import type { RunFacts, RunUpdate } from '#core/contract/run/run-view.ts';
import type { RunStatus } from '#core/contract/run/status.ts';
import type { TrialNote } from '#core/contract/run/trial.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Logger } from '#core/platform/log.ts';
import type { OpenedRun, RefreshScope, RunChange } from '#core/readers/reader.ts';
import { notesPlace, runKey } from '#core/readers/run-key.ts';
import { createNotesReader, type NotesReader } from '#core/state/trials/trial-notes.ts';
import { type Bell, createBell, type Schedule } from '../stream/news.ts';
import { createTargetEvents, NO_EVENTS, type TargetEvents } from './file-events.ts';
import { createRefreshLoop, type RefreshLoop, type WatchTiming } from './refresh-loop.ts';
import { createSlowLooks, type SlowLooks, type Trouble, troubledStatus, troubleOf } from './trouble.ts';
import { createUpdateRing, type UpdateRing } from './update-ring.ts';

export type RunWatcherOptions = {
  /** As `realRoot` gives it. */
  readonly root: string;
  readonly open: (root: string) => Promise<OpenedRun>;
  /** Names the program whose run stands in a directory; null where none does. Costs no more than a look at its names. */
  readonly find: (root: string) => Promise<string | null>;
  readonly clock: Clock;
  readonly log: Logger;
  readonly events: boolean;
  readonly timing: WatchTiming;
  readonly schedule: Schedule;
  /** The app's own folder; null where nobody asks for notes. */
  readonly dataDirectory: string | null;
};

/**
 * Keeps the view of one root current and numbers its changes. Looks never overlap: they run one after the other in
 * the refresh loop. Nothing that happens to the directory ends it; only `close` does.
 */
export class RunWatcher {
  readonly #options: RunWatcherOptions;
  readonly #key: string;
  readonly #bell: Bell = createBell();
  readonly #ring: UpdateRing;
  readonly #loop: RefreshLoop;
  readonly #slow: SlowLooks;
  readonly #events: TargetEvents;
  #run: OpenedRun;
  /** Whose run it is; null once nothing stood in its place. */
  #found: string | null;
  #notes: NotesReader | null;
  #seq: number;
  #trouble: Trouble | null = null;
  #closed = false;

  private constructor(options: RunWatcherOptions, run: OpenedRun) {
    this.#options = options;
    this.#run = run;
    this.#found = run.reader;
    this.#notes = this.#notesReader();
    this.#key = runKey(options.root);
    this.#seq = firstSeq(options.clock);
    this.#ring = createUpdateRing(this.#seq);
    this.#slow = createSlowLooks({ ...options, onChange: () => this.#publish(NOTHING) });
    const refresh = (scope: RefreshScope) => this.#slow.during(() => this.#look(scope));
    this.#loop = createRefreshLoop({ ...options, refresh });
    const { events, log } = options;
    this.#events = events ? createTargetEvents({ log, onEvent: () => this.#loop.event() }) : NO_EVENTS;
  }

  /** @throws IncumbentError `root-not-a-run` */
  static async open(options: RunWatcherOptions): Promise<RunWatcher> {
    const run = await options.open(options.root);
    const watcher = new RunWatcher(options, run);
    await watcher.#events.listenTo(run);
    await watcher.#notes?.read();
    return watcher;
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Null while all is well. */
  get trouble(): Trouble | null {
    return this.#trouble;
  }

  /** The run as it was read last. */
  get run(): OpenedRun {
    return this.#run;
  }

  status(): RunStatus {
    const { problem } = this.#slow;
    const known = this.#run.status();
    const status = problem === null ? known : { ...known, problems: [...known.problems, problem] };
    return this.#trouble === null ? status : troubledStatus(status, this.#trouble);
  }

  facts(): RunFacts {
    return { key: this.#key, ...this.#run.facts() };
  }

  /** What a client that saw `seq` last has to be told; null where it knows everything. */
  updateAfter(seq: number | null): RunUpdate | null {
    const delta = seq === null ? 'gone' : this.#ring.after(seq);
    if (delta !== 'gone') {
      return delta;
    }
    return {
      kind: 'snapshot',
      seq: this.#seq,
      facts: this.facts(),
      status: this.status(),
      events: [...this.#run.events()],
      trials: [...this.#run.trials()],
      notes: [...(this.#notes?.notes ?? [])],
    };
  }

  /** Settles with the next change, with `close`, or when `signal` aborts. */
  async news(signal: AbortSignal): Promise<void> {
    if (!this.#closed) {
      await this.#bell.wait(signal);
    }
  }

  /** Looks at all files once more; settles when what stands there at this moment has been read. */
  async look(): Promise<void> {
    await this.#loop.look();
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#bell.ring();
    await this.#loop.stop();
    await this.#events.close();
    this.#run.close();
  }

  async #look(scope: RefreshScope): Promise<void> {
    if (this.#trouble?.gone === true) {
      await this.#reopened();
      return;
    }
    try {
      const change = await this.#run.refresh(scope);
      const notes = scope === 'files' ? ((await this.#notes?.read()) ?? null) : null;
      const recovered = this.#trouble !== null;
      this.#trouble = null;
      this.#events.follow(this.#run);
      if (change !== null || notes !== null || recovered) {
        this.#publish(change ?? NOTHING, notes);
      }
    } catch (error) {
      await this.#failed(error);
    }
  }

  async #failed(error: unknown): Promise<void> {
    const trouble = troubleOf(error, this.#options.root);
    if (!(trouble.gone && (await this.#reopened()))) {
      this.#setTrouble(trouble);
    }
  }

  /** Takes whatever run stands in the root now, if any; every client then gets a new snapshot. */
  async #reopened(): Promise<boolean> {
    const { open, find, root } = this.#options;
    const found = await find(root);
    // What a directory that is being deleted holds at last may look like the run of another program.
    const isLeftover = found !== this.#found && this.#found !== null;
    if (found === null) {
      this.#found = null;
    }
    if (found === null || isLeftover) {
      return false;
    }
    let next: OpenedRun;
    try {
      next = await open(root);
    } catch {
      return false;
    }
    this.#found = next.reader;
    this.#run.close();
    this.#run = next;
    this.#notes = this.#notesReader();
    await this.#notes?.read();
    this.#trouble = null;
    await this.#events.listenTo(next);
    this.#seq += 1;
    this.#ring.restartAt(this.#seq);
    this.#bell.ring();
    return true;
  }

  #setTrouble(trouble: Trouble): void {
    if (this.#trouble?.problem.message === trouble.problem.message) {
      return;
    }
    this.#options.log.warn(trouble.problem.message);
    this.#trouble = trouble;
    this.#publish(NOTHING);
  }

  #publish(change: RunChange, notes: readonly TrialNote[] | null = null): void {
    this.#seq += 1;
    this.#ring.push({
      kind: 'delta',
      seq: this.#seq,
      facts: change.facts ? this.facts() : null,
      status: this.status(),
      events: [...this.#run.events()],
      trials: [...change.trials],
      deleted: [...change.deleted],
      ...(notes === null ? {} : { notes: [...notes] }),
    });
    this.#bell.ring();
  }

  #notesReader(): NotesReader | null {
    const { dataDirectory } = this.#options;
    return dataDirectory === null ? null : createNotesReader(notesPlace(this.#run, dataDirectory));
  }
}

const NOTHING: RunChange = { facts: false, trials: [], deleted: [] };

/**
 * Numbers start at the time of opening (in microseconds, far beyond any count of updates), so that a number of an
 * earlier watcher or process of the same run is never taken for one of this.
 */
function firstSeq(clock: Clock): number {
  return clock.now().getTime() * 1000;
}
