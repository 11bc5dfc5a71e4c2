import type { Trial } from '#core/contract/run/trial.ts';
import type { Clock } from '#core/platform/clock.ts';
import { requestStop } from '#core/state/root/control.ts';
import { requireOwnRun } from '../runs/require-own-run.ts';
import { lookAtTrials, refuseState, requireTrials } from './trials-at-hand.ts';

export type StopTrialsWish = {
  readonly root: string;
  readonly trials: readonly string[];
  /** Who asks, in words. */
  readonly by: string;
  readonly clock: Clock;
};

/** The trials whose evaluations were asked to end, each with its worker. */
export type StoppingTrials = { readonly root: string; readonly trials: readonly Trial[] };

/**
 * Asks for the end of single evaluations, on whatever machine: their trials become failed ones, their workers go on.
 *
 * @throws IncumbentError `trial-not-found`, `trial-state` for one that is not being evaluated; then nothing is asked
 */
export async function stopTrials({
  root: path,
  trials: ids,
  by,
  clock,
}: StopTrialsWish): Promise<StoppingTrials> {
  const root = await requireOwnRun(path);
  const trials = requireTrials(await lookAtTrials(root, clock), ids);
  for (const trial of trials) {
    if (trial.state !== 'evaluating') {
      refuseState(trial, `Trial ${trial.trial} ${whyNot(trial.state)}`);
    }
  }
  for (const { trial, attempt } of trials) {
    await requestStop(root, { kind: 'now', by, trial, attempt }, clock);
  }
  return { root, trials };
}

function whyNot(state: Trial['state']): string {
  switch (state) {
    case 'pending':
      return 'waits and is not being evaluated; what is not to be evaluated is deleted';
    case 'stale':
      return 'was left by a worker that died: nobody is there to stop it; re-queue or delete it';
    default:
      return `is not being evaluated any more: ${state}`;
  }
}
