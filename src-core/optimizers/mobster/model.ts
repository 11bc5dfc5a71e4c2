import { type AcquisitionTerm, logExpectedImprovement, sumOfTerms } from '#core/surrogates/acquisition.ts';
import { logFeasibility } from '#core/surrogates/feasibility.ts';
import { fitHyperparameters } from '#core/surrogates/fit.ts';
import { conditionProcess, type GaussianProcess } from '#core/surrogates/gaussian-process.ts';
import { logImprovement } from '#core/surrogates/log-expected-improvement.ts';
import { fitLossScale } from '#core/surrogates/loss-scale.ts';
import type { ModelSpace, Point } from '#core/surrogates/model-space.ts';
import { spreadOver, theBestAndASpread } from '#core/surrogates/subset.ts';
import { calibrate } from './calibration.ts';
import type { FidelityEvidence } from './evidence.ts';

const MAX_POINTS = 300;
const MAX_FITTED = 120;
const MAX_FAILED = 100;

/** A model of the loss at every fidelity. */
export type FidelityModel = {
  readonly process: GaussianProcess;
  readonly feasibility: AcquisitionTerm | null;
  readonly space: ModelSpace;
};

function resultsUntilRefit(results: number): number {
  return Math.max(1, Math.floor(results / 24));
}

export function fitFidelityModel(space: ModelSpace, evidence: FidelityEvidence, top: number): FidelityModel {
  const { observed, failed, pending } = evidence;
  const losses = calibrate(observed, top);
  const scale = fitLossScale(losses);
  const all = observed.map(({ point }, index) => ({ point, loss: losses[index] ?? 0 }));
  const period = resultsUntilRefit(all.length);
  const settled = all.slice(0, period * Math.floor(all.length / period));
  const fitted = theBestAndASpread(settled, MAX_FITTED);
  const kept = theBestAndASpread(all, MAX_POINTS);
  const observations = (items: typeof all | typeof kept) => ({
    points: items.map(({ point }) => point),
    targets: Float64Array.from(items, ({ loss }) => scale(loss)),
  });
  const hyperparameters = fitHyperparameters(space.axes, observations(fitted));
  const process = conditionProcess(space.axes, hyperparameters, observations(kept));
  const succeeded = kept.map(({ point }) => point);
  const feasibility =
    failed.length === 0
      ? null
      : logFeasibility(space.axes, spreadOver(succeeded, MAX_FITTED), spreadOver(failed, MAX_FAILED));
  const model = { process, feasibility, space };
  return pending.reduce(foresee, model);
}

/** The model while one more point is being evaluated: it is taken to turn out as expected. */
export function foresee(model: FidelityModel, point: Point): FidelityModel {
  const targets = Float64Array.of(model.process.predict(point).mean);
  return { ...model, process: model.process.extend({ points: [point], targets }) };
}

/** The improvement below `best` at a point, in its logarithm, as an acquisition. */
export function improvement({ process, feasibility, space }: FidelityModel, best: number): AcquisitionTerm {
  const expected = logExpectedImprovement(process, best, space.axes.length);
  return feasibility === null ? expected : sumOfTerms([expected, feasibility]);
}

/**
 * How far the mean at the highest fidelity is expected to fall below `best` once the configuration was evaluated at a
 * lower one, in its logarithm: the knowledge that the evaluation brings (Frazier et al. 2009, for one point).
 */
export function knowledge(
  model: FidelityModel,
  best: number,
  at: { readonly low: Point; readonly high: Point },
): number {
  const { process, feasibility } = model;
  const covariance = process.covariance(at.low, at.high);
  const deviation = Math.abs(covariance) / Math.sqrt(process.predict(at.low).variance + process.noise);
  const { mean } = process.predict(at.high);
  const { value } = logImprovement((best - mean) / Math.max(deviation, 1e-9));
  return Math.log(Math.max(deviation, 1e-9)) + value + (feasibility === null ? 0 : feasibility(at.low));
}
