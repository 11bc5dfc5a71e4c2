import type { Counts } from '#core/contract/run/status.ts';
import type { Trial } from '#core/contract/run/trial.ts';

/** Of a run without trials. */
export const NO_COUNTS: Counts = {
  pending: 0,
  evaluating: 0,
  stale: 0,
  success: 0,
  failed: 0,
  crashed: 0,
  unreadable: 0,
};

/** How many trials are in each state. */
export function countStates(trials: Iterable<Pick<Trial, 'state'>>): Counts {
  const counts = { ...NO_COUNTS };
  for (const { state } of trials) {
    counts[state] += 1;
  }
  return counts;
}
