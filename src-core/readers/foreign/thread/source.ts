import type { ResolvedOptimizer } from '#core/contract/optimizers/optimizers.ts';
import type { Layout } from '#core/contract/run/status.ts';
import type { Trial } from '#core/contract/run/trial.ts';
import type { Problem } from '#core/contract/setup/problem.ts';
import type { SearchSpace } from '#core/contract/space.ts';
import type { FlatTarget } from '#core/readers/reader.ts';

/**
 * A trial on its way from the reading thread, as one JSON text. Its `fidelity` is null where nothing but a comparison
 * of trials can tell.
 */
export type TrialRecord = {
  readonly trial: Trial;
  /** Parameters whose value is a float though it is integral: JSON does not tell `8.0` from `8`. */
  readonly floats: readonly string[];
};

/** What a foreign run tells beside its trials. */
export type SourceFacts = {
  readonly layout: Layout;
  readonly name: string;
  readonly optimizer: ResolvedOptimizer | null;
  /** As the program's own files say; null where it has to be inferred from the trials. */
  readonly space: SearchSpace | null;
  readonly problems: readonly Problem[];
  /** Why nobody but the other program can steer it. */
  readonly readOnlyBecause: string;
  /** Whether something shows for certain that a worker is at work. */
  readonly live: boolean;
  /** How the paths of the trials' directories begin, followed by the trial's id; null if trials have none. */
  readonly trialFolders: string | null;
  readonly targets: readonly FlatTarget[];
};

/** A part of what a look found, small enough for one turn of an event loop. */
export type SourceChunk = {
  /** JSON texts of {@link TrialRecord}s: new and changed trials. */
  readonly records: readonly string[];
  /** Ids of trials that are gone. */
  readonly deleted: readonly string[];
  /** Null where unchanged. */
  readonly facts: SourceFacts | null;
};

/** A foreign run that is read, in a thread of its own: reading may wait for disks. Nothing is ever written to it. */
export type ForeignSource = {
  /**
   * What is new since the last look, part by part. The next look begins after this one has ended.
   *
   * @throws IncumbentError `root-replaced` where another run or nothing stands in its place
   */
  look(): Generator<SourceChunk, void, void>;
  close(): void;
};

/** How the thread is told what to open. */
export type SourceRequest = {
  /** A key of the openers in `open-source.ts`. */
  readonly format: string;
  readonly root: string;
  /** Where what was read may be kept, for the next opening and for copies; null: nowhere. */
  readonly cacheDirectory: string | null;
};

/** Trials of one chunk at most. */
export const CHUNK_TRIALS = 100;
