import { normalCdf, normalDensity } from '#core/space/normal-distribution.ts';
import type { AcquisitionTerm } from './acquisition/acquisition.ts';
import { fitHyperparameters } from './gp/fit.ts';
import { conditionProcess } from './gp/gaussian-process.ts';
import type { PredictionGradient } from './gp/prediction-gradient.ts';
import type { ModelAxis, Point } from './model-space.ts';

/** The label of a success; of a failure it is the negative. */
const LABEL = 1;
/** The deviation that a label has of itself: even where all agree, a little doubt is left. */
const DOUBT = 0.3;
/** No point is given up for good. */
const SMALLEST_PROBABILITY = 1e-6;

/**
 * The logarithm of the probability that an evaluation succeeds, learnt by a Gaussian process over labels (least-squares
 * classification, Rasmussen and Williams 2006, section 6.5), to be added to the logarithm of an acquisition as in
 * M. Gelbart, J. Snoek, R. Adams, "Bayesian optimization with unknown constraints", UAI 2014. A failure so makes its
 * surroundings unattractive without a made-up loss that would bend the model of the loss.
 */
export function logFeasibility(
  axes: readonly ModelAxis[],
  succeeded: readonly Point[],
  failed: readonly Point[],
): AcquisitionTerm {
  const points = [...succeeded, ...failed];
  const targets = Float64Array.from(points, (_, index) => (index < succeeded.length ? LABEL : -LABEL));
  const process = conditionProcess(axes, fitHyperparameters(axes, { points, targets }), { points, targets });
  const slopes: PredictionGradient = {
    mean: new Float64Array(axes.length),
    variance: new Float64Array(axes.length),
  };
  return (point, gradient) => {
    const { mean, variance } = process.predict(point, gradient === undefined ? undefined : slopes);
    const deviation = Math.sqrt(variance + DOUBT * DOUBT);
    const z = mean / deviation;
    const probability = normalCdf(z) + SMALLEST_PROBABILITY;
    if (gradient !== undefined) {
      const slope = normalDensity(z) / probability;
      for (let k = 0; k < gradient.length; k++) {
        const byMean = (slope / deviation) * (slopes.mean[k] as number);
        const byVariance = ((slope * -z) / (2 * deviation * deviation)) * (slopes.variance[k] as number);
        gradient[k] = (gradient[k] as number) + byMean + byVariance;
      }
    }
    return Math.log(probability);
  };
}
