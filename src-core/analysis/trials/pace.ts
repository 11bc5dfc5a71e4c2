import type { RunStatus } from '#core/contract/run/status.ts';
import { spentOn, type Trial } from '#core/contract/run/trial.ts';
import { firstWhere } from '#core/numerics/first-where.ts';
import { millisecondsOf } from '../words/instant.ts';
import { endedTrials } from './as-of.ts';

const MS_AN_HOUR = 3_600_000;
/** Comes after every instant. */
const LATEST = '~';

/** How fast a run goes at the moment. */
export type Pace = { readonly trialsPerHour: number; readonly costPerHour: number };

/** The places among the completed trials of those that ended within the hour before `now`, from and up to. */
function placesWithinAnHour(ended: readonly Trial[], now: number): readonly [number, number] {
  const firstAfter = (instant: number) =>
    firstWhere(
      ended.length,
      (place) => (millisecondsOf(ended[place]?.ended_at ?? null) ?? Number.POSITIVE_INFINITY) > instant,
    );
  return [firstAfter(now - MS_AN_HOUR), firstAfter(now)];
}

/** The earlier of two starts; null where one of them is not known. Instants in UTC compare as texts. */
function earlier(first: string | null, start: string | null): string | null {
  return first === null || start === null ? null : start < first ? start : first;
}

/** The first start of those that completed or are at work, and what the former cost. No list is made: it may be of 100,000. */
function workOf(trials: readonly Trial[], now: number) {
  const ended = endedTrials(trials);
  const [from, to] = placesWithinAnHour(ended, now);
  let first: string | null = LATEST;
  let cost = 0;
  for (let place = from; place < to; place += 1) {
    const trial = ended[place] as Trial;
    first = earlier(first, trial.started_at);
    cost += spentOn(trial);
  }
  for (const { state, started_at } of trials) {
    first = state === 'evaluating' ? earlier(first, started_at) : first;
  }
  return { completed: Math.max(0, to - from), cost, first: first === LATEST ? null : first };
}

/**
 * What was completed in the hour before `now` (milliseconds since 1970), per hour. A run that has worked for a part of
 * that hour only (it is new, or was resumed) is measured by that part. Null while nothing was completed in it.
 */
export function paceOf(trials: readonly Trial[], now: number): Pace | null {
  const { completed, cost, first } = workOf(trials, now);
  const hourAgo = now - MS_AN_HOUR;
  const begun = Math.min(now, millisecondsOf(first) ?? hourAgo);
  const hours = (now - Math.max(begun, hourAgo)) / MS_AN_HOUR;
  if (completed === 0 || hours <= 0) {
    return null;
  }
  return { trialsPerHour: completed / hours, costPerHour: cost / hours };
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
