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

/** So many rungs fit beside a number in one that is exact. */
const RUNGS = 1024;
const MOST_PACKED = 2 ** 42;

/** Ids that come one by one, such as from a listing, and are walked through in the order of {@link compareTrialIds}. */
export type IdCollection = {
  add(id: string): void;
  sorted(): Iterable<string>;
};

/** A hundred thousand ids take no time and little room: they are kept and sorted as plain numbers. */
export function collectTrialIds(): IdCollection {
  const keys: number[] = [];
  const others: string[] = [];
  return {
    add(id) {
      const key = packed(id);
      if (key === null) {
        others.push(id);
      } else {
        keys.push(key);
      }
    },
    *sorted() {
      if (others.length > 0) {
        yield* [...keys.map(unpacked), ...others].sort(compareTrialIds);
        return;
      }
      for (const key of Float64Array.from(keys).sort()) {
        yield unpacked(key);
      }
    },
  };
}

/** Null for a name that is none of ours, or that would not come back as it was. */
function packed(id: string): number | null {
  const name = parseTrialId(id);
  if (name === null || name.number > MOST_PACKED || (name.rung ?? 0) >= RUNGS - 1) {
    return null;
  }
  const key = name.number * RUNGS + (name.rung === null ? 0 : name.rung + 1);
  return unpacked(key) === id ? key : null;
}

function unpacked(key: number): string {
  const rung = key % RUNGS;
  return trialId((key - rung) / RUNGS, rung === 0 ? null : rung - 1);
}
