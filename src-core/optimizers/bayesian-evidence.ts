import { lossOf, type Trial } from '#core/contract/trial.ts';
import type { Config } from '#core/contract/value.ts';
import type { Evidence } from '#core/surrogates/loss-model.ts';
import { encodeConfig, type ModelSpace, type Point } from '#core/surrogates/model-space.ts';
import type { AskInput, TrialsView } from './optimizer.ts';

/** States of trials that have a configuration and no outcome yet. */
const UNDER_WAY = ['pending', 'evaluating', 'stale'] as const;

export function trialsUnderWay(trials: TrialsView): readonly Trial[] {
  return UNDER_WAY.flatMap((state) => trials.inState(state));
}

/** The loss that the optimizer is told; null where the evaluation failed and the run names no loss for that. */
export function toldLoss(trial: Trial, onError: AskInput['onError']): number | null {
  const loss = trial.state === 'success' ? lossOf(trial) : null;
  return loss !== null && Number.isFinite(loss) ? loss : onError.loss;
}

/** What the trials say of the loss, in the order in which the journal took the results. */
export function evidenceOf(space: ModelSpace, { trials, onError }: AskInput): Evidence {
  const evaluated: { point: Point; loss: number }[] = [];
  const failed: Point[] = [];
  for (const trial of trials.completed) {
    const point = encodeConfig(space, trial.config);
    const loss = toldLoss(trial, onError);
    if (loss === null) {
      failed.push(point);
    } else {
      evaluated.push({ point, loss });
    }
  }
  const pending = trialsUnderWay(trials).map((trial) => encodeConfig(space, trial.config));
  return { evaluated, failed, pending };
}

/** Tells whether a configuration was tried before or is being tried, whatever its fidelity. */
export function triedConfigurations(space: ModelSpace, trials: TrialsView): (config: Config) => boolean {
  const names = space.axes
    .filter((_, index) => index !== space.fidelityAxis)
    .map(({ parameter }) => parameter.name);
  const keyOf = (config: Config) => JSON.stringify(names.map((name) => config[name]));
  const tried = new Set([...trials.completed, ...trialsUnderWay(trials)].map(({ config }) => keyOf(config)));
  return (config) => tried.has(keyOf(config));
}
