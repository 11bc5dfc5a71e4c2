import type { BranchLink, BranchOrigin, Launch, RunEvent, RunFacts } from '#core/contract/run/run-view.ts';
import type { Layout, RunStatus } from '#core/contract/run/status.ts';
import type { Trial } from '#core/contract/run/trial.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { DiskUse } from './disk-use.ts';

/**
 * A path that a file watcher should look at. Only entries down to `depth` levels below it matter (0: its own entries);
 * `ignore` leaves out what changes often and tells nothing, so that neither events nor watches are spent on it.
 */
export type WatchTarget = {
  readonly path: string;
  readonly depth: number;
  readonly ignore: (path: string) => boolean;
};

/**
 * A directory, however many entries it has, or a file: looked at without listing what is in it. `entries` are the names
 * in a directory that tell something; null: any event does.
 */
export type FlatTarget = { readonly path: string; readonly entries: readonly string[] | null };

/** What one refresh found. Trials are given as they are shown: `evaluating` of a dead worker is `stale`. */
export type RunChange = {
  readonly facts: boolean;
  readonly trials: readonly Trial[];
  readonly deleted: readonly string[];
};

/** Facts without the key, which belongs to whoever lists runs, not to the directory. */
export type ReaderFacts = Omit<RunFacts, 'key'>;

/** The parts of the Configuration tab that only the layout knows. */
export type RunOrigin = {
  readonly launches: readonly Launch[];
  readonly format: number | null;
  readonly run_id: string | null;
  readonly branched_from: BranchOrigin | null;
  readonly branches: readonly BranchLink[];
};

/**
 * How much a refresh looks at. `liveness` asks only which workers live and whether the directory is still the same
 * run, at a cost that does not depend on the number of trials.
 */
export type RefreshScope = 'files' | 'liveness';

/**
 * A run directory that is being looked at. It is never written to and its lock is never taken; a file that is not
 * whole yet counts as not there yet, and the last good value stays.
 */
export type OpenedRun = {
  readonly root: string;
  /** The name of the reader that opened it: whose run it is. */
  readonly reader: string;
  readonly layout: Layout;
  facts(): ReaderFacts;
  origin(): RunOrigin;
  status(): RunStatus;
  /** The latest events, newest first, at most 50. */
  events(): readonly RunEvent[];
  /** Every trial, as `trialOrder` has them. */
  trials(): readonly Trial[];
  trial(id: string): Trial | null;
  /**
   * Reads what is new since the last call; null where nothing that anyone sees has changed. Calls must not overlap.
   *
   * @throws IncumbentError `root-replaced` where another run (or nothing) now stands in the directory's place.
   */
  refresh(scope: RefreshScope): Promise<RunChange | null>;
  /** May be another list after a refresh: trials come and end. */
  watchTargets(): readonly (WatchTarget | FlatTarget)[];
  /** The file that a trial's prints go to, null where the layout keeps none; the trial must exist. */
  trialLogFile(id: string): string | null;
  /** The directory of a trial's own files, null where the layout keeps none; the trial must exist. */
  trialFolder(id: string): string | null;
  /** The log of a worker, null where the layout keeps none or does not know the worker. */
  workerLogFile(id: string): string | null;
  /** How much of the disk the run takes. */
  diskUse(): Promise<DiskUse>;
  close(): void;
};

/** What a reader is given beside the directory. Its monotonic time tells a silent worker from a living one. */
export type ReaderContext = {
  readonly clock: Clock;
  /** A folder of the app for what was read of runs that nobody may write into; null or absent: nothing is kept. */
  readonly cacheDirectory?: string | null;
};

/** The runs in files that are looked at again and again, such as those below a watched folder. */
export type FileScan = {
  /**
   * The roots of all runs in a file, in the order in which they began; none if it holds no runs.
   *
   * @throws IncumbentError `io` if it can't be read
   */
  rootsIn(file: string): Promise<readonly string[]>;
};

/**
 * One format of runs. `registry.ts` lists them all; everything outside of this folder knows a format through this type
 * and through {@link OpenedRun} alone. A place is a directory, a file, or a file with a run's name behind it
 * (`run-address.ts`). CONTRIBUTING.md, "A reader", says how to add one.
 */
export type RunReader = {
  /** Tells the runs of one program from those of another. */
  readonly name: string;
  /** What people call the program that writes this format. */
  readonly program: string;
  /** Whether the place carries this format's marks; reads as little as possible and never throws. */
  owns(place: string): Promise<boolean>;
  /** Whether a file of this name may hold runs, so that `owns` is asked; absent: these runs are directories. */
  mayHold?(fileName: string): boolean;
  /** The roots of all runs in this place, the oldest first, where there may be several; absent: it is one run. */
  runsIn?(place: string, context: ReaderContext): Promise<readonly string[]>;
  /** A scan that remembers what it read, if `runsIn` takes long; absent: each scan calls `runsIn`. */
  scanFiles?(context: ReaderContext): FileScan;
  /**
   * Reads the whole run, in slices that leave the event loop free.
   *
   * @throws IncumbentError `root-not-a-run` where the marks turn out to belong to something else or can't be read.
   */
  open(root: string, context: ReaderContext): Promise<OpenedRun>;
};
