import { compareTrialIds, parseTrialId } from '#core/contract/run/trial-order.ts';

/** `N`, or `N_rung_R` for trials of optimizers with rungs. Numbers start at 1. */
export function trialId(number: number, rung: number | null): string {
  return rung === null ? String(number) : `${number}_rung_${rung}`;
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
