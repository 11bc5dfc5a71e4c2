import { CONFIDENCE, choiceProbabilities, numericalPrior } from '#core/space/prior.ts';
import { encodeNumber } from '#core/space/unit-cube.ts';
import type { ModelAxis, ModelSpace } from '../model-space.ts';
import type { AcquisitionTerm } from './acquisition.ts';

/** The logarithm of one axis's prior density relative to an even one, with its derivative. */
type AxisDensity = (at: number) => { readonly value: number; readonly slope: number };

const EVEN: AxisDensity = () => ({ value: 0, slope: 0 });

function densityOf(axis: ModelAxis): AxisDensity {
  if (axis.kind === 'choice') {
    const logs = choiceProbabilities(axis.parameter).map((share) => Math.log(share * axis.size));
    return (at) => ({ value: logs[at] ?? 0, slope: 0 });
  }
  const { parameter } = axis;
  if (parameter.prior === null) {
    return EVEN;
  }
  const prior = numericalPrior(parameter);
  const mean = encodeNumber(parameter, parameter.prior);
  const variance = (1 - CONFIDENCE[parameter.prior_confidence ?? 'low']) ** 2;
  return (at) => ({ value: Math.log(prior.density(at)), slope: (mean - at) / variance });
}

/** The logarithm of the density of the user's priors; a parameter without one is spread evenly. */
export function logPriorDensity({ axes }: ModelSpace): AcquisitionTerm {
  const densities = axes.map(densityOf);
  return (point, gradient) => {
    let sum = 0;
    densities.forEach((density, k) => {
      const { value, slope } = density(point[k] as number);
      sum += value;
      if (gradient !== undefined) {
        gradient[k] = (gradient[k] as number) + slope;
      }
    });
    return sum;
  };
}
