import type { RunStatus } from '#core/contract/status.ts';
import { isCompleted, spentOn, type Trial } from '#core/contract/trial.ts';
import { millisecondsOf } from './instant.ts';

const MS_AN_HOUR = 3_600_000;

/** How fast a run goes at the moment. */
export type Pace = { readonly trialsPerHour: number; readonly costPerHour: number };

/** Whether the trial keeps a worker busy, or ended within the hour before `now`. */
function isRecent(trial: Trial, now: number): boolean {
  if (!isCompleted(trial.state)) {
    return trial.state === 'evaluating';
  }
  const end = millisecondsOf(trial.ended_at);
  return end !== null && end > now - MS_AN_HOUR && end <= now;
}

/**
 * What was completed in the hour before `now` (milliseconds since 1970), per hour. A run that has worked for a part of
 * that hour only (it is new, or was resumed) is measured by that part. Null while nothing was completed in it.
 */
export function paceOf(trials: readonly Trial[], now: number): Pace | null {
  const recent = trials.filter((trial) => isRecent(trial, now));
  const completed = recent.filter((trial) => isCompleted(trial.state));
  const hourAgo = now - MS_AN_HOUR;
  const begun = recent.reduce(
    (first, trial) => Math.min(first, millisecondsOf(trial.started_at) ?? hourAgo),
    now,
  );
  const hours = (now - Math.max(begun, hourAgo)) / MS_AN_HOUR;
  if (completed.length === 0 || hours <= 0) {
    return null;
  }
  const cost = completed.reduce((sum, trial) => sum + spentOn(trial), 0);
  return { trialsPerHour: completed.length / hours, costPerHour: cost / hours };
}

/** When each budget of a run will be used up at its present pace, in milliseconds since 1970; null where unknown. */
export type ExpectedEnds = {
  readonly evaluations: number | null;
  readonly cost: number | null;
  readonly duration: number | null;
  /** The first of them, which ends the run. */
  readonly run: number | null;
};

type Use = { readonly used: number; readonly total: number | null };

function endOf({ used, total }: Use, perHour: number, now: number): number | null {
  return total === null || perHour <= 0 ? null : now + (Math.max(0, total - used) / perHour) * MS_AN_HOUR;
}

/** The expected end of a run that is running at `now`. */
export function expectedEnds(budget: RunStatus['budget'], pace: Pace | null, now: number): ExpectedEnds {
  const { evaluations, cost, duration } = budget;
  const ends = {
    evaluations: endOf(
      { used: evaluations.completed, total: evaluations.total },
      pace?.trialsPerHour ?? 0,
      now,
    ),
    cost: endOf({ used: cost.spent, total: cost.total }, pace?.costPerHour ?? 0, now),
    duration: endOf({ used: duration.spent, total: duration.total }, 3600, now),
  };
  const known = Object.values(ends).filter((end) => end !== null);
  return { ...ends, run: known.length === 0 ? null : Math.min(...known) };
}
