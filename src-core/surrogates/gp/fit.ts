import { type Differentiable, minimise } from '#core/numerics/minimise.ts';
import type { ModelAxis, Point } from '../model-space.ts';
import {
  addPrior,
  type HyperparameterPrior,
  type Hyperparameters,
  hyperparameterPrior,
  unpack,
} from './hyperparameters.ts';
import { type KernelShape, kernelShape } from './kernel.ts';
import { negativeLogLikelihood, type Observations } from './likelihood.ts';
import { spreadOver } from './subset.ts';

/** Steps of the optimiser from each start, then from the better end of them. */
const FIRST_ITERATIONS = 5;
const MORE_ITERATIONS = 30;
/** The most observations that decide from which start to go on: the way there need not be exact. */
const FIRST_LOOK = 60;
/** Share of the value below which a step changes the model by less than another trial does. */
const TOLERANCE = 1e-4;

/** Share of a lengthscale's most probable value, and logarithm of the noise, at which the search for both begins. */
const STARTS = [
  { lengthscale: 1, noise: -9 },
  { lengthscale: 3, noise: -3 },
] as const;

/** A part of the observations, evenly over their order. */
function partOf({ points, targets }: Observations): Observations {
  const kept = spreadOver([...points.keys()], FIRST_LOOK);
  return {
    points: kept.map((i) => points[i] as Point),
    targets: Float64Array.from(kept, (i) => targets[i] as number),
  };
}

/** The negative logarithm of likelihood and prior. */
function objectiveOf(
  shape: KernelShape,
  prior: HyperparameterPrior,
  observations: Observations,
): Differentiable {
  const likelihood = negativeLogLikelihood(shape, observations);
  return (theta, gradient) => {
    const value = likelihood(theta, gradient);
    return value + addPrior(prior, theta, gradient);
  };
}

/**
 * The most probable hyperparameters (MAP) given the observations: the marginal likelihood times the priors, climbed from
 * fixed starts, so that the same observations give the same model whoever fits them.
 *
 * @param observations at most a few hundred: the time grows with the cube of their number
 */
export function fitHyperparameters(axes: readonly ModelAxis[], observations: Observations): Hyperparameters {
  const shape = kernelShape(axes);
  const prior = hyperparameterPrior(axes.length);
  const firstLook = objectiveOf(shape, prior, partOf(observations));
  const ends = STARTS.map(({ lengthscale, noise }) => {
    const start = Float64Array.from(prior.terms, ({ mean }) => mean + Math.log(lengthscale));
    start.set([0, noise], axes.length);
    return minimise(firstLook, start, prior, { maxIterations: FIRST_ITERATIONS, tolerance: TOLERANCE });
  });
  const better = ends.reduce((one, other) => (other.value < one.value ? other : one));
  const objective = objectiveOf(shape, prior, observations);
  const end = minimise(objective, better.x, prior, { maxIterations: MORE_ITERATIONS, tolerance: TOLERANCE });
  return unpack(end.x);
}
