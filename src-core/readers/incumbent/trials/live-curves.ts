import type { Trial } from '#core/contract/run/trial.ts';
import { toJsonNumber } from '#core/contract/value.ts';
import { runLayout } from '#core/state/layout.ts';
import { type FollowedCurve, followReportedCurve } from '#core/state/trials/reported-curve.ts';

/** What evaluations report while they run. */
export type LiveCurves = {
  /** Looks at these trials; the others are forgotten. Answers those with values that were not told before. */
  read(evaluating: readonly Trial[]): Promise<readonly string[]>;
  /** The trial with what it has reported so far, the same as long as nothing is added. */
  shown(trial: Trial): Trial;
};

type Followed = {
  readonly curve: FollowedCurve;
  told: FollowedCurve['values'];
  shown: { readonly of: Trial; readonly trial: Trial } | null;
};

export function createLiveCurves(root: string): LiveCurves {
  const layout = runLayout(root);
  let followed = new Map<string, Followed>();
  // A later attempt begins a curve of its own.
  const keyOf = ({ trial, attempt }: Trial): string => `${trial} ${attempt}`;
  return {
    read: async (evaluating) => {
      followed = new Map(
        evaluating.map((trial) => {
          const known = followed.get(keyOf(trial));
          const curve = () => followReportedCurve(layout.trial(trial.trial).curve);
          return [keyOf(trial), known ?? { curve: curve(), told: null, shown: null }];
        }),
      );
      await Promise.all([...followed.values()].map(({ curve }) => curve.read().catch(() => undefined)));
      return evaluating.flatMap((trial) => {
        const entry = followed.get(keyOf(trial));
        if (entry === undefined || entry.told === entry.curve.values) {
          return [];
        }
        entry.told = entry.curve.values;
        entry.shown = null;
        return [trial.trial];
      });
    },
    shown: (trial) => {
      const entry = followed.get(keyOf(trial));
      if (entry === undefined || entry.told === null || trial.state !== 'evaluating') {
        return trial;
      }
      if (entry.shown?.of !== trial) {
        entry.shown = { of: trial, trial: { ...trial, learning_curve: entry.told.map(toJsonNumber) } };
      }
      return entry.shown.trial;
    },
  };
}
