import { fitHyperparameters } from '#core/surrogates/gp/fit.ts';
import { kernelShape } from '#core/surrogates/gp/kernel.ts';
import type { ModelAxis } from '#core/surrogates/model-space.ts';
import { fitRungs, type RungObservation } from './fit-rungs.ts';
import { chainOfRungs } from './rung-covariance.ts';
import { conditionRungs, type PlacedObservations, type RungProcess } from './rung-process.ts';

/** Observations of the highest rung from which on a process of that rung alone has a say. */
const FEWEST = 3;
/** The belief in that process, the rest being that in the process over all rungs. */
const BELIEF_IN_ALONE = 0.4;
/** The smallest spread that the highest rung is measured in. */
const SMALLEST_SPREAD = 0.02;

/** The process of the highest rung that knows nothing of the others; all its places are of rung 0. */
function fitAlone(axes: readonly ModelAxis[], items: readonly RungObservation[]): RungProcess {
  const mean = items.reduce((sum, { loss }) => sum + loss, 0) / items.length;
  const squares = items.reduce((sum, { loss }) => sum + (loss - mean) ** 2, 0);
  const spread = Math.max(Math.sqrt(squares / items.length), SMALLEST_SPREAD);
  const points = items.map(({ point }) => point);
  const { logLengthscales, logScale, logNoise } = fitHyperparameters(axes, {
    points,
    targets: Float64Array.from(items, ({ loss }) => (loss - mean) / spread),
  });
  const covariance = {
    shape: kernelShape(axes),
    weights: logLengthscales.map((log) => Math.exp(-2 * log)),
    between: chainOfRungs(Float64Array.of(spread * Math.exp(0.5 * logScale)), new Float64Array()),
    noises: Float64Array.of(spread * spread * Math.exp(logNoise)),
    means: Float64Array.of(mean),
  };
  return conditionRungs(covariance, {
    places: points.map((point) => ({ point, rung: 0 })),
    targets: Float64Array.from(items, ({ loss }) => loss),
  });
}

/** Of some observations those of the highest rung, as the process of that rung alone takes them. */
function ofRung({ places, targets }: PlacedObservations, rung: number): PlacedObservations {
  const chosen = [...places.keys()].filter((i) => places[i]?.rung === rung);
  return {
    places: chosen.flatMap((i) => places[i] ?? []).map(({ point }) => ({ point, rung: 0 })),
    targets: Float64Array.from(chosen, (i) => targets[i] as number),
  };
}

/**
 * At the highest rung the mixture of both processes, by its mean and variance; below it the one over all rungs.
 */
function committee(overall: RungProcess, alone: RungProcess, top: number): RungProcess {
  const share = BELIEF_IN_ALONE;
  return {
    extend: (more) => committee(overall.extend(more), alone.extend(ofRung(more, top)), top),
    predict: (at, gradient) => {
      if (at.rung !== top) {
        return overall.predict(at, gradient);
      }
      const own = gradient && { mean: gradient.mean.slice(), variance: gradient.variance.slice() };
      const one = overall.predict(at, gradient);
      const other = alone.predict({ point: at.point, rung: 0 }, own);
      const apart = other.mean - one.mean;
      const mixed = (a: number, b: number) => (1 - share) * a + share * b;
      if (gradient !== undefined && own !== undefined) {
        gradient.mean.forEach((slope, k) => {
          const slopeOfApart = (own.mean[k] as number) - slope;
          gradient.variance[k] =
            mixed(gradient.variance[k] as number, own.variance[k] as number) +
            2 * share * (1 - share) * apart * slopeOfApart;
          gradient.mean[k] = mixed(slope, own.mean[k] as number);
        });
      }
      return {
        mean: mixed(one.mean, other.mean),
        variance: mixed(one.variance, other.variance) + share * (1 - share) * apart * apart,
      };
    },
  };
}

/**
 * Two Gaussian processes that know the highest rung differently: one sees the losses of all rungs, the other those of
 * the highest alone. Where low fidelities mislead, the first one is wrong and the second one is not; where they tell, the
 * second one knows less. What both expect is mixed (J. Hoeting et al., "Bayesian model averaging: a tutorial", Statistical
 * Science 14, 1999, equations 1 to 3; with fixed weights, since a few losses cannot tell which one is right).
 *
 * @param rungs the observations of each rung, the lowest first; their losses scaled to a deviation of about 1
 */
export function fitCommittee(
  axes: readonly ModelAxis[],
  rungs: readonly (readonly RungObservation[])[],
): RungProcess {
  const overall = fitRungs(axes, rungs);
  const top = rungs.length - 1;
  const highest = rungs[top] ?? [];
  return top === 0 || highest.length < FEWEST ? overall : committee(overall, fitAlone(axes, highest), top);
}
