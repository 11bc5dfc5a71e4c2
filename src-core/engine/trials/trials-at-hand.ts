import { IncumbentError } from '#core/contract/errors.ts';
import type { Trial } from '#core/contract/run/trial.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Ledger } from '#core/state/ledger/ledger.ts';
import { withRun } from '../procedures/with-run.ts';

/** The trials of a run as a person sees them: those that a dead worker left are `stale`. */
export type TrialsAtHand = {
  readonly root: string;
  get(trial: string): Trial | null;
  readonly all: readonly Trial[];
};

/** The trials now. Nothing is written. */
export async function lookAtTrials(root: string, clock: Clock): Promise<TrialsAtHand> {
  const all = await withRun(root, { clock }, (run) => run.trials());
  const byId = new Map(all.map((trial) => [trial.trial, trial]));
  return { root, all, get: (trial) => byId.get(trial) ?? null };
}

/** The trials as a ledger has them under the lock; what was stale at the last look and has not moved on since still is. */
export function trialsUnderLock(ledger: Ledger, seen: TrialsAtHand): TrialsAtHand {
  const shown = (trial: Trial): Trial => {
    const before = seen.get(trial.trial);
    const isStale =
      trial.state === 'evaluating' && before?.state === 'stale' && before.attempt === trial.attempt;
    return isStale ? { ...trial, state: 'stale' } : trial;
  };
  return {
    root: seen.root,
    get: (id) => {
      const trial = ledger.get(id);
      return trial === null ? null : shown(trial);
    },
    get all() {
      return ledger.all.map(shown);
    },
  };
}

/**
 * The trials of these ids, each once.
 *
 * @throws IncumbentError `trial-not-found`, naming all that are not there
 */
export function requireTrials({ get, root }: TrialsAtHand, ids: readonly string[]): readonly Trial[] {
  const unique = [...new Set(ids)];
  const unknown = unique.filter((id) => get(id) === null);
  if (unknown.length > 0) {
    throw new IncumbentError(
      'trial-not-found',
      `The run has no ${unknown.length === 1 ? 'trial' : 'trials'} ${unknown.join(', ')}: ${root}`,
      { trials: unknown },
    );
  }
  return unique.map(get).filter((trial) => trial !== null);
}

/** Refuses what the state of a trial does not allow. */
export function refuseState(trial: Trial, message: string): never {
  throw new IncumbentError('trial-state', message, { trial: trial.trial, state: trial.state });
}
