import type { Layout } from './status.ts';
import type { Trial } from './trial.ts';

/** A trial's number and rung as its name tells them: `17` or `17_rung_2`. */
export type TrialName = { readonly number: number; readonly rung: number | null };

/** What an id looks like; group 1 is the number, group 2 the rung. */
export const TRIAL_ID = /^(\d+)(?:_rung_(\d+))?$/;

/** Reads an id; null where it is none of ours. */
export function parseTrialId(trial: string): TrialName | null {
  const match = TRIAL_ID.exec(trial);
  if (match === null) {
    return null;
  }
  return { number: Number(match[1]), rung: match[2] === undefined ? null : Number(match[2]) };
}

const NUMBER = /^\d+$/;

/** Orders ids by number, those of one number by rung; ids without a rung first. */
export function compareTrialIds(a: string, b: string): number {
  // Most times nothing but numbers are compared, and hundreds of thousands of them.
  if (NUMBER.test(a) && NUMBER.test(b)) {
    return Number(a) - Number(b);
  }
  const [left, right] = [parseTrialId(a), parseTrialId(b)];
  if (left === null || right === null) {
    return a < b ? -1 : Number(a > b);
  }
  return left.number - right.number || (left.rung ?? -1) - (right.rung ?? -1);
}

/** By the time of sampling. Without one, what waits comes last; the others were imported when the run began. */
function ageOf({ sampled_at, state }: Trial): string {
  return sampled_at ?? (state === 'pending' ? '~' : '');
}

/** The order of another program's trials: the oldest first, equally old ones by their ids, `9` before `10`. */
export function compareAges(a: Trial, b: Trial): number {
  const [left, right] = [ageOf(a), ageOf(b)];
  if (left !== right) {
    return left < right ? -1 : 1;
  }
  return a.trial.length - b.trial.length || (a.trial < b.trial ? -1 : Number(a.trial > b.trial));
}

/**
 * The order in which the trials of a run are listed. Ours by number, so that a promotion stands behind the trial that it
 * continues; those of other programs oldest first.
 */
export function trialOrder(layout: Layout): (a: Trial, b: Trial) => number {
  return layout === 'incumbent' ? (a, b) => compareTrialIds(a.trial, b.trial) : compareAges;
}
