import { compareEnds, inOrderOfEnd, isCompleted, type Trial } from '#core/contract/run/trial.ts';
import { type Steps, sortedInSteps } from '../charts/steps.ts';

const ordered = new WeakMap<readonly Trial[], readonly Trial[]>();

/** The completed trials in the order in which they ended; worked out once for each list of trials. */
export function endedTrials(trials: readonly Trial[]): readonly Trial[] {
  const known = ordered.get(trials);
  if (known !== undefined) {
    return known;
  }
  const made = inOrderOfEnd(trials);
  ordered.set(trials, made);
  return made;
}

/** {@link endedTrials} for a thread that has other things to do too. */
export function* endedInSteps(trials: readonly Trial[]): Steps<readonly Trial[]> {
  const completed = trials.filter(({ state }) => isCompleted(state));
  yield;
  return yield* sortedInSteps(completed, compareEnds);
}

/** How many moments there are: one after each completed trial. */
export function momentsOf(trials: readonly Trial[]): number {
  return endedTrials(trials).length;
}

/** When the `moment`-th completed trial ended; null where nobody noted it, and for moment 0. */
export function instantOf(trials: readonly Trial[], moment: number): string | null {
  return endedTrials(trials)[moment - 1]?.ended_at ?? null;
}

const NOT_REPORTED = {
  loss: null,
  cost: null,
  learning_curve: null,
  extra: null,
  error: null,
  ended_at: null,
} as const;

/** A trial that was there but had not ended: evaluating if it had begun, pending before. */
function unfinished(trial: Trial, now: string): Trial | null {
  const { sampled_at, started_at } = trial;
  if (started_at !== null && started_at <= now) {
    return { ...trial, ...NOT_REPORTED, state: 'evaluating' };
  }
  return sampled_at !== null && sampled_at <= now
    ? { ...trial, ...NOT_REPORTED, state: 'pending', started_at: null, worker: null }
    : null;
}

/**
 * The run as it was when the `moment`-th of its trials had just ended: what ended later is evaluating or pending, or not
 * there yet. Trials whose end nobody noted count as the last ones.
 *
 * @param moment - from 0 (nothing had ended) to {@link momentsOf}
 */
export function trialsAsOf(trials: readonly Trial[], moment: number): readonly Trial[] {
  const completed = endedTrials(trials).slice(0, moment);
  const now = completed.at(-1)?.ended_at ?? null;
  const ended = new Set(completed);
  return trials.flatMap((trial) => {
    if (ended.has(trial)) {
      return trial;
    }
    return now === null ? [] : (unfinished(trial, now) ?? []);
  });
}
