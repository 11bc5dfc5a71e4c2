import type { AcquisitionTerm } from './acquisition/acquisition.ts';
import { fitHyperparameters } from './gp/fit.ts';
import { conditionProcess } from './gp/gaussian-process.ts';
import { spreadOver } from './gp/subset.ts';
import type { ModelSpace, Point } from './model-space.ts';

const MAX_POINTS = 150;

function spreadOfLogs(logs: readonly number[]): { readonly mean: number; readonly deviation: number } {
  const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
  const variance = logs.reduce((sum, log) => sum + (log - mean) ** 2, 0) / logs.length;
  return { mean, deviation: Math.sqrt(variance) || 1 };
}

/**
 * The logarithm of the cost that a Gaussian process over logarithms of costs predicts, times `factor`.
 *
 * @param costs at least one, all above 0
 */
export function logCost(
  { axes }: ModelSpace,
  costs: readonly { readonly point: Point; readonly cost: number }[],
  factor: number,
): AcquisitionTerm {
  const kept = spreadOver(costs, MAX_POINTS);
  const logs = kept.map(({ cost }) => Math.log(cost));
  const { mean, deviation } = spreadOfLogs(logs);
  const observations = {
    points: kept.map(({ point }) => point),
    targets: Float64Array.from(logs, (log) => (log - mean) / deviation),
  };
  const process = conditionProcess(axes, fitHyperparameters(axes, observations), observations);
  const slopes = { mean: new Float64Array(axes.length), variance: new Float64Array(axes.length) };
  return (point, gradient) => {
    const predicted = process.predict(point, gradient === undefined ? undefined : slopes);
    if (gradient !== undefined) {
      for (let k = 0; k < gradient.length; k++) {
        gradient[k] = (gradient[k] as number) + factor * deviation * (slopes.mean[k] as number);
      }
    }
    return factor * (mean + deviation * predicted.mean);
  };
}
