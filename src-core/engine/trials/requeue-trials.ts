import { isStopped, type Trial } from '#core/contract/run/trial.ts';
import { aliveWorkers } from '#core/launch/workers/alive-workers.ts';
import type { Clock } from '#core/platform/clock.ts';
import { requireOwnRun } from '../runs/require-own-run.ts';
import { rewriteTexts } from './rewrite-texts.ts';
import {
  lookAtTrials,
  refuseState,
  requireTrials,
  type TrialsAtHand,
  trialsUnderLock,
} from './trials-at-hand.ts';
import { withSession } from './with-session.ts';

export type RequeueWish = {
  readonly root: string;
  /** These, or `failed`: every trial whose pipeline failed; what a person stopped is left alone. */
  readonly trials: readonly string[] | 'failed';
  readonly clock: Clock;
};

export type Requeued = {
  readonly root: string;
  readonly trials: readonly string[];
  /** How many workers live, as far as known: without one the trials wait for a resume. */
  readonly alive: number;
};

/**
 * Puts trials back into the queue: completed ones, whose results are kept beside the new ones, and those that a dead
 * worker left. All of them or none.
 *
 * @throws IncumbentError `trial-not-found`, `trial-state` for one that waits or is being evaluated
 */
export async function requeueTrials({ root: path, trials: wanted, clock }: RequeueWish): Promise<Requeued> {
  const root = await requireOwnRun(path);
  const seen = await lookAtTrials(root, clock);
  let trials = choose(seen, wanted);
  if (trials.length > 0) {
    const publish = await rewriteTexts(root);
    await withSession(root, { clock, publish, because: 're-queued trials' }, async (session) => {
      await session.step({
        decide: (ledger) => {
          trials = choose(trialsUnderLock(ledger, seen), wanted);
          const because = wanted === 'failed' ? 'failed trials are evaluated again' : 'asked for by a person';
          return { requeue: trials.map(({ trial }) => ({ trial, because, counts: false })) };
        },
      });
    });
  }
  const alive = await aliveWorkers(root, clock);
  return { root, trials: trials.map(({ trial }) => trial), alive: alive.length };
}

function choose(at: TrialsAtHand, wanted: RequeueWish['trials']): readonly Trial[] {
  if (wanted === 'failed') {
    return at.all.filter((trial) => trial.state === 'failed' && !isStopped(trial));
  }
  const trials = requireTrials(at, wanted);
  for (const trial of trials) {
    if (trial.state === 'pending') {
      refuseState(trial, `Trial ${trial.trial} waits to be evaluated already`);
    }
    if (trial.state === 'evaluating') {
      refuseState(trial, `Trial ${trial.trial} is being evaluated by worker ${trial.worker}; stop it first`);
    }
  }
  return trials;
}
