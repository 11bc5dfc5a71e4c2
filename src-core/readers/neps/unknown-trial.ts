import type { Trial, TrialState } from '#core/contract/trial.ts';
import type { TrialReading, TrialSurroundings } from './layout.ts';
import { parseNepsId } from './trial-name.ts';

/** A directory in which nothing can be read: new, or what is left of a trial. */
export function nothing(id: string, directory: string, { isYoung }: TrialSurroundings): TrialReading {
  const record = isYoung(directory) ? null : { trial: named(id, 'unreadable'), floats: [] };
  return { record, settled: false };
}

/** A trial of which nothing is known but that it is there. */
const UNKNOWN: Omit<Trial, 'trial' | 'state'> = {
  config: {},
  loss: null,
  cost: null,
  learning_curve: null,
  extra: null,
  error: null,
  bracket: null,
  rung: null,
  fidelity: null,
  previous: null,
  attempt: 1,
  worker: null,
  sampled_at: null,
  started_at: null,
  ended_at: null,
};

/** What the id alone tells of a trial. */
export function named(id: string, state: TrialState): Trial {
  return { trial: id, state, ...UNKNOWN, rung: parseNepsId(id)?.rung ?? null };
}
