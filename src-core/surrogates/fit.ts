import { minimise } from '#core/numerics/minimise.ts';
import { addPrior, type Hyperparameters, hyperparameterPrior, unpack } from './hyperparameters.ts';
import { kernelShape } from './kernel.ts';
import { negativeLogLikelihood, type Observations } from './likelihood.ts';
import type { ModelAxis } from './model-space.ts';

/** Steps of the optimiser from each start, then from the better end of them. */
const FIRST_ITERATIONS = 5;
const MORE_ITERATIONS = 30;
/** Share of the value below which a step changes the model by less than another trial does. */
const TOLERANCE = 1e-4;

/** Share of a lengthscale's most probable value, and logarithm of the noise, at which the search for both begins. */
const STARTS = [
  { lengthscale: 1, noise: -9 },
  { lengthscale: 3, noise: -3 },
] as const;

/**
 * The most probable hyperparameters (MAP) given the observations: the marginal likelihood times the priors, climbed from
 * fixed starts, so that the same observations give the same model whoever fits them.
 *
 * @param observations at most a few hundred: the time grows with the cube of their number
 */
export function fitHyperparameters(axes: readonly ModelAxis[], observations: Observations): Hyperparameters {
  const shape = kernelShape(axes);
  const prior = hyperparameterPrior(axes.length);
  const likelihood = negativeLogLikelihood(shape, observations);
  const objective = (theta: Float64Array, gradient: Float64Array) => {
    const value = likelihood(theta, gradient);
    return value + addPrior(prior, theta, gradient);
  };
  const ends = STARTS.map(({ lengthscale, noise }) => {
    const start = Float64Array.from(prior.terms, ({ mean }) => mean + Math.log(lengthscale));
    start.set([0, noise], axes.length);
    return minimise(objective, start, prior, { maxIterations: FIRST_ITERATIONS, tolerance: TOLERANCE });
  });
  const better = ends.reduce((one, other) => (other.value < one.value ? other : one));
  const end = minimise(objective, better.x, prior, { maxIterations: MORE_ITERATIONS, tolerance: TOLERANCE });
  return unpack(end.x);
}
