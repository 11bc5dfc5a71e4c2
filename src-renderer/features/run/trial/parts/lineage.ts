import type { Trial } from '#core/contract/run/trial.ts';

/** The trials that one continues, the first of all first, itself, and those that continue it. */
export function lineageOf(trial: Trial, trials: readonly Trial[]): readonly Trial[] {
  const byName = new Map(trials.map((each) => [each.trial, each]));
  const before: Trial[] = [];
  const seen = new Set([trial.trial]);
  for (let previous = trial.previous; previous !== null && !seen.has(previous); ) {
    seen.add(previous);
    const found = byName.get(previous);
    if (!found) {
      break;
    }
    before.unshift(found);
    previous = found.previous;
  }
  const after = trials.filter(({ previous }) => previous === trial.trial);
  return before.length + after.length === 0 ? [] : [...before, trial, ...after];
}
