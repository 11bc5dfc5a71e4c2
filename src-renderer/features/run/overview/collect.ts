import { compareEnds, type Trial } from '#core/contract/trial.ts';
import { fromJsonNumber } from '#core/contract/value.ts';

/** The failure that ended last; null without one. */
export function latestFailure(trials: readonly Trial[]): Trial | null {
  const failures = trials.filter(({ state }) => state === 'failed' || state === 'crashed');
  return failures.toSorted(compareEnds).at(-1) ?? null;
}

/** A learning curve as points that can be drawn; what is not finite is left out. */
export function curvePoints(curve: Trial['learning_curve']): readonly (readonly [number, number])[] {
  return (curve ?? [])
    .map((value, index) => [index + 1, fromJsonNumber(value)] as const)
    .filter(([, value]) => Number.isFinite(value));
}

/** What a worker is busy with, those that began first on top. */
export function underWay(trials: readonly Trial[]): readonly Trial[] {
  return trials
    .filter(({ state }) => state === 'evaluating' || state === 'stale')
    .toSorted((a, b) => ((a.started_at ?? '') < (b.started_at ?? '') ? -1 : 1));
}
