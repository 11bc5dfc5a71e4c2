import type { Counts, FinishedBecause, RunState, RunStatus } from '#core/contract/run/status.ts';

/** All that decides the state of a run of which it is known what it wants (its budgets, its stops). */
export type StateEvidence = {
  readonly counts: Counts;
  /** A worker that lives, or of which it can't be known yet. */
  readonly anyWorkerAlive: boolean;
  readonly budget: RunStatus['budget'];
  /** The optimizer has no more to ask. */
  readonly exhausted: boolean;
  /** An error halted the current generation of workers. */
  readonly haltedByError: boolean;
};

export type DerivedState = {
  readonly state: RunState;
  readonly finished_because: FinishedBecause | null;
};

/**
 * The state of a run, by the first rule that holds: a worker lives (running); a trial lacks its worker (stalled); an
 * error halted it (failed); a budget of the whole run is used up or there is nothing left to ask (finished); it has no
 * trial (empty); otherwise it could go on and nobody does (stopped).
 */
export function deriveState(evidence: StateEvidence): DerivedState {
  if (evidence.anyWorkerAlive) {
    return { state: 'running', finished_because: null };
  }
  if (evidence.counts.stale > 0) {
    return { state: 'stalled', finished_because: null };
  }
  if (evidence.haltedByError) {
    return { state: 'failed', finished_because: null };
  }
  const because = usedUp(evidence.budget) ?? (evidence.exhausted ? 'exhausted' : null);
  if (because !== null) {
    return { state: 'finished', finished_because: because };
  }
  return { state: trialCount(evidence.counts) === 0 ? 'empty' : 'stopped', finished_because: null };
}

/** The first budget of the whole run that is used up: no new evaluation would start. */
function usedUp({ evaluations, cost, duration }: RunStatus['budget']): FinishedBecause | null {
  if (evaluations.total !== null && evaluations.completed >= evaluations.total) {
    return 'evaluations';
  }
  if (cost.total !== null && cost.spent >= cost.total) {
    return 'cost';
  }
  return duration.total !== null && duration.spent >= duration.total ? 'duration' : null;
}

/** Trials of any state. */
export function trialCount(counts: Counts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
