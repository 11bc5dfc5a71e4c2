import { numberOf, type TypedValue } from '#core/config/values/typed-value.ts';
import type { ResolvedOptimizer } from '#core/contract/optimizers/optimizers.ts';
import type { Layout } from '#core/contract/run/status.ts';
import type { TrialRecord } from '#core/readers/foreign/thread/source.ts';
import { type Mapping, textOf } from '../parts.ts';
import type { RootMarks } from '../root-marks.ts';

/** What one look at the files of a trial made of them. */
export type TrialReading = {
  /** Null where nothing can be told of it (yet): it stays what it was. */
  readonly record: TrialRecord | null;
  /** Whether it has ended, so that nothing more will be written. */
  readonly settled: boolean;
  /** Whether files of it are not whole: they are read again though nothing about them changes. */
  readonly isCut?: boolean | undefined;
};

/** What lies outside of a trial's own files and belongs to it. */
export type TrialSurroundings = {
  /** The class of the exception with which a trial failed, as the run's list of errors says; null where it does not. */
  errorType(id: string): string | null;
  /** Whether a process holds the lock of this file, as far as that can be seen without taking it. */
  isLocked(file: string): boolean;
  /** Whether a file, or a directory, changed so lately that somebody may still be writing it. */
  isYoung(path: string): boolean;
};

/** How trials lie in a root: the part that several versions of the library share. */
export type TrialFormat = {
  /** The folder of the trials' directories. */
  readonly folder: 'results' | 'configs';
  /** Files of a trial's directory that tell of it. */
  readonly files: readonly string[];
  /** What stands in the place of a file that is missing. */
  readonly substitutes: Readonly<Record<string, string>>;
  /** Whether a trial can change only where one of its files does. */
  readonly filesTellAll: boolean;
  read(id: string, directory: string, surroundings: TrialSurroundings): TrialReading;
};

/** One layout that the library has written: what tells it apart, and what it has of its own. */
export type NepsLayout = {
  readonly layout: Layout;
  readonly format: TrialFormat;
  recognises(marks: RootMarks): boolean;
  optimizer(info: Mapping): ResolvedOptimizer | null;
};

/** An optimizer by name, with those of its arguments that are plain values; others as their text. */
export function optimizerNamed(name: TypedValue | undefined, given: Mapping): ResolvedOptimizer | null {
  if (typeof name !== 'string') {
    return null;
  }
  const known = Object.entries(given).map(([key, value]) => [key, argumentValue(value)] as const);
  return { name, arguments: Object.fromEntries(known), reason: 'read from the files of the run' };
}

function argumentValue(value: TypedValue): number | boolean | string {
  const number = numberOf(value);
  if (number !== null && Number.isFinite(number)) {
    return number;
  }
  return typeof value === 'boolean' ? value : (textOf(value) ?? 'none');
}
