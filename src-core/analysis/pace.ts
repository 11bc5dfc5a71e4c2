import type { RunStatus } from '#core/contract/status.ts';
import { spentOn, type Trial } from '#core/contract/trial.ts';
import { firstWhere } from '#core/numerics/first-where.ts';
import { endedTrials } from './as-of.ts';
import { millisecondsOf } from './instant.ts';

const MS_AN_HOUR = 3_600_000;

/** How fast a run goes at the moment. */
export type Pace = { readonly trialsPerHour: number; readonly costPerHour: number };

/** The trials that ended within the hour before `now`, in the order in which they ended. */
function endedWithinAnHour(trials: readonly Trial[], now: number): readonly Trial[] {
  const ended = endedTrials(trials);
  const firstAfter = (instant: number) =>
    firstWhere(
      ended.length,
      (place) => (millisecondsOf(ended[place]?.ended_at ?? null) ?? Number.POSITIVE_INFINITY) > instant,
    );
  return ended.slice(firstAfter(now - MS_AN_HOUR), firstAfter(now));
}

/** The first start of some trials; null where one of them does not tell its own. Instants in UTC compare as texts. */
function firstStart(trials: readonly Trial[]): string | null {
  let first = trials[0]?.started_at ?? null;
  for (const { started_at } of trials) {
    if (first === null || started_at === null) {
      return null;
    }
    first = started_at < first ? started_at : first;
  }
  return first;
}

/**
 * What was completed in the hour before `now` (milliseconds since 1970), per hour. A run that has worked for a part of
 * that hour only (it is new, or was resumed) is measured by that part. Null while nothing was completed in it.
 */
export function paceOf(trials: readonly Trial[], now: number): Pace | null {
  const completed = endedWithinAnHour(trials, now);
  const busy = trials.filter(({ state }) => state === 'evaluating');
  const hourAgo = now - MS_AN_HOUR;
  const begun = Math.min(now, millisecondsOf(firstStart([...completed, ...busy])) ?? hourAgo);
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
