import type { Trial } from '#core/contract/run/trial.ts';

/** The trials that continue one, directly or not, the next rung first. */
export function continuationsOf(trial: string, trials: readonly Trial[]): readonly string[] {
  const found: string[] = [];
  let from = [trial];
  while (from.length > 0) {
    const next = trials.filter(
      (each) => each.previous !== null && from.includes(each.previous) && !found.includes(each.trial),
    );
    from = next.map((each) => each.trial);
    found.push(...from);
  }
  return found;
}
