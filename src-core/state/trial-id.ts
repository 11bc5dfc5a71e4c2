/** A trial's number and rung as its name tells them: `17` or `17_rung_2`. */
export type TrialName = { readonly number: number; readonly rung: number | null };

/** What an id looks like; group 1 is the number, group 2 the rung. */
export const TRIAL_ID = /^(\d+)(?:_rung_(\d+))?$/;

/** `N`, or `N_rung_R` for trials of optimizers with rungs. Numbers start at 1. */
export function trialId(number: number, rung: number | null): string {
  return rung === null ? String(number) : `${number}_rung_${rung}`;
}

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
