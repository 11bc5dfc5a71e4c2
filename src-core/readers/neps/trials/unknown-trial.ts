import type { Trial, TrialState } from '#core/contract/run/trial.ts';
import { UNKNOWN_TRIAL } from '#core/readers/foreign/unknown-trial.ts';
import type { TrialReading, TrialSurroundings } from '../layouts/layout.ts';
import { parseNepsId } from './trial-name.ts';

/** A directory in which nothing can be read: new, or what is left of a trial. */
export function nothing(id: string, directory: string, { isYoung }: TrialSurroundings): TrialReading {
  const record = isYoung(directory) ? null : { trial: named(id, 'unreadable'), floats: [] };
  return { record, settled: false, isCut: true };
}

/** What the id alone tells of a trial. */
export function named(id: string, state: TrialState): Trial {
  return { trial: id, state, ...UNKNOWN_TRIAL, rung: parseNepsId(id)?.rung ?? null };
}
