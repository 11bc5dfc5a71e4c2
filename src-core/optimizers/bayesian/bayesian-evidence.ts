import { type Trial, winningLoss } from '#core/contract/run/trial.ts';
import type { Config } from '#core/contract/value.ts';
import { fidelityOf } from '#core/space/roles.ts';
import type { Evidence } from '#core/surrogates/loss-model.ts';
import { type ModelSpace, type Point, pointOf } from '#core/surrogates/model-space.ts';
import type { AskInput, TrialsView } from '../optimizer.ts';

/** States of trials that have a configuration and no outcome yet. */
const UNDER_WAY = ['pending', 'evaluating', 'stale'] as const;

/** What a model takes of the trials: those that ended and those under way. */
export type Evaluations = Pick<TrialsView, 'completed' | 'inState'>;

/** What an optimizer is given, of the trials those that a model takes. */
export type ModelInput = Omit<AskInput, 'trials'> & { readonly trials: Evaluations };

/** Pending ones first, then those that are evaluated; their results are still unknown. */
export function trialsUnderWay(trials: Evaluations): readonly Trial[] {
  return UNDER_WAY.flatMap((state) => trials.inState(state));
}

/** The loss that the optimizer is told; null where the evaluation failed and the run names no loss for that. */
export function toldLoss(trial: Trial, onError: AskInput['onError']): number | null {
  return winningLoss(trial) ?? onError.loss;
}

/**
 * The trials that say something of the loss at the highest fidelity: configurations of the space that are evaluated
 * there. A loss of a lower fidelity, as of an enqueued trial, is another quantity.
 */
export function fullEvaluations(space: ModelSpace, trials: Evaluations): Evaluations {
  const full = fidelityOf(space.space)?.upper ?? null;
  const isFull = ({ fidelity, config }: Trial) =>
    (full === null || fidelity === null || fidelity >= full) && pointOf(space, config) !== null;
  return {
    completed: trials.completed.filter(isFull),
    inState: (state) => trials.inState(state).filter(isFull),
  };
}

/** A trial whose configuration is one of the space, as a model sees it. */
export type Placed = { readonly trial: Trial; readonly point: Point };

/** The trials with their points; those whose configuration is none of the space are left out. */
export function placed(space: ModelSpace, trials: readonly Trial[]): readonly Placed[] {
  return trials.flatMap((trial) => {
    const point = pointOf(space, trial.config);
    return point === null ? [] : [{ trial, point }];
  });
}

/** Trials that ended: with a loss that the optimizer is told, and without one. In the order of their results. */
export type Ended = {
  readonly evaluated: readonly (Placed & { readonly loss: number })[];
  readonly failed: readonly Placed[];
};

/** Parts trials that ended by whether the optimizer is told a loss of them. */
export function endedWith(completed: readonly Placed[], onError: AskInput['onError']): Ended {
  const evaluated: (Placed & { readonly loss: number })[] = [];
  const failed: Placed[] = [];
  for (const each of completed) {
    const loss = toldLoss(each.trial, onError);
    if (loss === null) {
      failed.push(each);
    } else {
      evaluated.push({ ...each, loss });
    }
  }
  return { evaluated, failed };
}

/** What the trials say of the loss, in the order in which the journal took the results. */
export function evidenceOf(space: ModelSpace, { trials, onError }: ModelInput): Evidence {
  const { evaluated, failed } = endedWith(placed(space, trials.completed), onError);
  return {
    evaluated,
    failed: failed.map(({ point }) => point),
    pending: placed(space, trialsUnderWay(trials)).map(({ point }) => point),
  };
}

/** Tells whether a configuration was tried before or is being tried, whatever its fidelity. */
export function triedConfigurations(space: ModelSpace, trials: Evaluations): (config: Config) => boolean {
  const names = space.axes.map(({ parameter }) => parameter.name);
  const keyOf = (config: Config) => JSON.stringify(names.map((name) => config[name]));
  const tried = new Set([...trials.completed, ...trialsUnderWay(trials)].map(({ config }) => keyOf(config)));
  return (config) => tried.has(keyOf(config));
}
