import { compareEnds, type Trial } from '#core/contract/run/trial.ts';

/** The failure that ended last; null without one. */
export function latestFailure(trials: readonly Trial[]): Trial | null {
  const failures = trials.filter(({ state }) => state === 'failed' || state === 'crashed');
  return failures.toSorted(compareEnds).at(-1) ?? null;
}

/** What a worker is busy with, those that began first on top. */
export function underWay(trials: readonly Trial[]): readonly Trial[] {
  return trials
    .filter(({ state }) => state === 'evaluating' || state === 'stale')
    .toSorted((a, b) => ((a.started_at ?? '') < (b.started_at ?? '') ? -1 : 1));
}
