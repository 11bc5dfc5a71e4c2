import { IncumbentError, messageOf } from '#core/contract/errors.ts';
import type { HomeRun } from '#core/contract/home.ts';
import type { RunStatus } from '#core/contract/run/status.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { FlatTarget, OpenedRun, WatchTarget } from '#core/readers/reader.ts';
import { titleOf } from '#core/readers/run-address.ts';
import { runKey } from '#core/readers/run-key.ts';
import type { RunWatches } from '../run/run-watch.ts';
import type { RunWatcher } from '../run/run-watcher.ts';
import type { HeldWatcher } from '../run/shared-watchers.ts';
import { createLeftovers, fingerprint } from './leftovers.ts';
import { createRowTrajectory, type RowTrajectory } from './row-trajectory.ts';

export type HomeRowOptions = {
  /** As `realRoot` gives it. */
  readonly root: string;
  /** The watched folder that brings the run; null where the person opened it. */
  readonly folder: string | null;
  readonly watches: RunWatches;
  readonly slots: LiveSlots;
  readonly clock: Clock;
  readonly onChange: () => void;
};

/** How many runs of the list may be followed live at once; more are looked at in their turn. */
export type LiveSlots = { readonly take: () => boolean; readonly give: () => void };

type Rest = { readonly targets: readonly (WatchTarget | FlatTarget)[]; readonly fingerprint: string };

/** A run that did not change for so long is taken for one at rest again. */
const GROWS_MS = 120_000;

/**
 * One row of the list of runs. A run at rest costs a look at the times of its files now and then; it is read again,
 * and let go again, only where they differ. A run with a live worker is followed by its watcher, as long as not too
 * many are; so is one of another program that was seen to grow, for which no file tells whether anyone works on it.
 */
export class HomeRow {
  readonly root: string;
  readonly key: string;
  readonly #options: HomeRowOptions;
  readonly #trajectory: RowTrajectory;
  readonly #leftovers = createLeftovers();
  #folder: string | null;
  #run: HomeRun;
  /** The files as they were when the run was read last; null while that is not known to be all there was. */
  #rest: Rest | null = null;
  #checking: Promise<void> | null = null;
  #following: Promise<void> | null = null;
  #paused = new AbortController();

  constructor(options: HomeRowOptions) {
    this.#options = options;
    this.#trajectory = createRowTrajectory(options.clock);
    this.root = options.root;
    this.key = runKey(options.root);
    this.#folder = options.folder;
    this.#run = {
      key: this.key,
      name: titleOf(options.root),
      root: options.root,
      status: null,
      unreadable_because: null,
      trajectory: [],
      read_only_because: null,
      watched_folder: options.folder,
    };
  }

  /** The same object as long as nothing in it has changed. */
  get run(): HomeRun {
    return this.#run;
  }

  set folder(folder: string | null) {
    if (this.#folder !== folder) {
      this.#folder = folder;
      this.#run = { ...this.#run, watched_folder: folder };
      this.#options.onChange();
    }
  }

  /** Reads the run where its files differ from what was read last. Settles when the row is up to date. */
  async check(): Promise<void> {
    this.#checking ??= this.#check().finally(() => {
      this.#checking = null;
    });
    await this.#checking;
  }

  /** As {@link check}, of what stands there by now: a check that is under way may have read before that. */
  async look(): Promise<void> {
    await this.#checking;
    await this.check();
  }

  async #check(): Promise<void> {
    if (this.#following !== null || this.#paused.signal.aborted) {
      return;
    }
    const before = this.#rest;
    if (before === null || (await fingerprint(before.targets)) !== before.fingerprint) {
      await this.#readOnce();
      const state = this.#run.status?.state;
      if (state === 'running' || (state === 'unknown' && before !== null)) {
        await this.#followIfRoom();
      }
    }
  }

  /** From whoever watches the run already, or by a look of its own. */
  async #readOnce(): Promise<void> {
    try {
      const shared = await this.#options.watches.join(this.root);
      if (shared !== null) {
        await this.#share(shared);
      } else if (!(await this.#peek())) {
        await this.#readOnce();
      }
    } catch (error) {
      this.#rest = null;
      if (error instanceof IncumbentError && error.code === 'root-not-a-run') {
        this.#leftovers.forget();
      }
      this.#show({ ...this.#run, status: null, unreadable_because: messageOf(error) });
    }
  }

  async #share({ watcher, release }: HeldWatcher): Promise<void> {
    try {
      if (!(await this.#restsAt(watcher))) {
        this.#rest = null;
      }
    } finally {
      release();
    }
  }

  /** Lets go of the watcher; the row stays as it is until {@link resume} and the next check. */
  async pause(): Promise<void> {
    this.#paused.abort();
    await this.#following;
  }

  resume(): void {
    this.#paused = new AbortController();
  }

  /** False where somebody came to watch the run meanwhile: then there is a watcher to learn it from. */
  async #peek(): Promise<boolean> {
    const run = await this.#options.watches.peek(this.root);
    if (run === null) {
      return false;
    }
    try {
      // The fingerprint first, then what may have changed since: nothing can fall between the two.
      const targets = run.watchTargets();
      const before = await fingerprint(targets);
      this.#leftovers.refuse(run, before);
      await run.refresh('files');
      await this.#showRun(run, () => run.status());
      this.#rest = run.status().state === 'running' ? null : { targets, fingerprint: before };
      return true;
    } finally {
      run.close();
    }
  }

  async #followIfRoom(): Promise<void> {
    const { watches, slots } = this.#options;
    if (this.#paused.signal.aborted || !slots.take()) {
      return;
    }
    try {
      const held = await watches.hold(this.root);
      this.#following = this.#follow(held).finally(() => {
        this.#following = null;
        slots.give();
      });
    } catch (error) {
      slots.give();
      this.#show({ ...this.#run, status: null, unreadable_because: messageOf(error) });
    }
  }

  /** Until the run is at rest and what is shown of it is what its files say. */
  async #follow({ watcher, release }: HeldWatcher): Promise<void> {
    const { signal } = this.#paused;
    try {
      // What came since the row was read is no news of a watcher that was opened after it.
      await this.#update(watcher);
      while (!(signal.aborted || watcher.closed)) {
        const { state } = watcher.status();
        if (state === 'running') {
          await watcher.news(signal);
        } else if (
          !(state === 'unknown' && (await grows(watcher, signal))) &&
          (await this.#restsAt(watcher))
        ) {
          return;
        }
        await this.#update(watcher);
      }
    } finally {
      release();
    }
  }

  /** Takes the fingerprint first and reads after it, so that no change can fall between the two. */
  async #restsAt(watcher: RunWatcher): Promise<boolean> {
    const targets = watcher.run.watchTargets();
    const before = await fingerprint(targets);
    await watcher.look();
    await this.#update(watcher);
    this.#rest = watcher.trouble === null ? { targets, fingerprint: before } : null;
    return watcher.status().state !== 'running';
  }

  async #update(watcher: RunWatcher): Promise<void> {
    if (watcher.trouble === null) {
      await this.#showRun(watcher.run, () => watcher.status());
    } else {
      this.#show({ ...this.#run, status: null, unreadable_because: watcher.trouble.problem.message });
    }
  }

  /** Going through many trials takes a while: what the run says of itself is asked after it. */
  async #showRun(run: OpenedRun, statusOf: () => RunStatus): Promise<void> {
    const trajectory = await this.#trajectory(run);
    this.#leftovers.know(run);
    const { name, read_only_because } = run.facts();
    const status = statusOf();
    this.#show({ ...this.#run, name, read_only_because, status, unreadable_because: null, trajectory });
  }

  #show(run: HomeRun): void {
    if (JSON.stringify(run) !== JSON.stringify(this.#run)) {
      this.#run = run;
      this.#options.onChange();
    }
  }
}

/** Whether anything comes within a while. */
async function grows(watcher: RunWatcher, signal: AbortSignal): Promise<boolean> {
  const silence = AbortSignal.timeout(GROWS_MS);
  await watcher.news(AbortSignal.any([signal, silence]));
  return !silence.aborted;
}
