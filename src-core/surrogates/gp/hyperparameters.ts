/**
 * What a Gaussian process learns, in logarithms, in the order in which the optimiser moves them: a lengthscale for each
 * axis, then the variance of the function, then the variance of the noise.
 */
export type Hyperparameters = {
  readonly logLengthscales: Float64Array;
  readonly logScale: number;
  readonly logNoise: number;
};

/** A normal distribution of a logarithm. */
export type LogNormal = { readonly mean: number; readonly deviation: number };

/**
 * Lengthscales grow with the square root of the number of axes, so that the model's complexity does not grow with it
 * (Hvarfner, Hellsten, Nardi, "Vanilla Bayesian optimization performs great in high dimensions", ICML 2024, section 5:
 * log-normal with √2 + ln(d)/2 and √3). The most probable lengthscale is the mode of that density, 0.2 √d, and not its
 * median, 4.1 √d, which would be the mode in the logarithm: models so smooth hunt through the corners of the space.
 */
function lengthscalePrior(dimensions: number): LogNormal {
  return { mean: Math.SQRT2 - 3 + 0.5 * Math.log(dimensions), deviation: Math.sqrt(3) };
}

/** Targets have variance 1; the function explains about that much. */
const SCALE_PRIOR: LogNormal = { mean: 0, deviation: 1 };

/** Wide, since evaluations may be exact or mostly noise: half of it lies between 3e-5 and 2e-3 of the variance. */
const NOISE_PRIOR: LogNormal = { mean: -8.5, deviation: 3 };

export type HyperparameterPrior = {
  readonly terms: readonly LogNormal[];
  readonly lower: Float64Array;
  readonly upper: Float64Array;
};

export function hyperparameterPrior(dimensions: number): HyperparameterPrior {
  const lengthscale = lengthscalePrior(dimensions);
  const each = (value: number, scale: number, noise: number) =>
    Float64Array.from([...new Array<number>(dimensions).fill(value), scale, noise]);
  return {
    terms: [...new Array<LogNormal>(dimensions).fill(lengthscale), SCALE_PRIOR, NOISE_PRIOR],
    lower: each(Math.log(0.02), Math.log(0.01), Math.log(1e-8)),
    upper: each(lengthscale.mean + 3 * lengthscale.deviation, Math.log(100), Math.log(1)),
  };
}

/** Adds the negative logarithm of the prior's density (up to a constant) and its gradient. */
export function addPrior(
  { terms }: HyperparameterPrior,
  theta: Float64Array,
  gradient: Float64Array,
): number {
  let sum = 0;
  terms.forEach(({ mean, deviation }, i) => {
    const z = ((theta[i] as number) - mean) / deviation;
    sum += 0.5 * z * z;
    gradient[i] = (gradient[i] as number) + z / deviation;
  });
  return sum;
}

export function unpack(theta: Float64Array): Hyperparameters {
  const dimensions = theta.length - 2;
  return {
    logLengthscales: theta.slice(0, dimensions),
    logScale: theta[dimensions] as number,
    logNoise: theta[dimensions + 1] as number,
  };
}
