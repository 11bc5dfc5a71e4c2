import { type KernelShape, maternFromSlope, maternSlope } from '#core/surrogates/gp/kernel.ts';
import { allSeparations } from '#core/surrogates/gp/likelihood.ts';
import type { RungCovariance } from './rung-covariance.ts';
import type { RungLayout } from './rung-hyperparameters.ts';
import type { PlacedObservations } from './rung-process.ts';

/** Memory for one fit, reused by every evaluation of the likelihood. */
export type Workspace = {
  readonly n: number;
  readonly rungs: Uint8Array;
  readonly targets: Float64Array;
  readonly separations: Float64Array;
  /** Of each pair of observations: its covariance, and what the derivatives by lengthscales need. */
  readonly covariances: Float64Array;
  readonly slopes: Float64Array;
  readonly factor: Float64Array;
  readonly scratch: Float64Array;
  readonly inverse: Float64Array;
};

export function workspaceFor(shape: KernelShape, { places, targets }: PlacedObservations): Workspace {
  const n = places.length;
  const pairs = (n * (n - 1)) / 2;
  return {
    n,
    rungs: Uint8Array.from(places, ({ rung }) => rung),
    targets,
    separations: allSeparations(
      shape,
      places.map(({ point }) => point),
    ),
    covariances: new Float64Array(pairs),
    slopes: new Float64Array(pairs),
    factor: new Float64Array(n * n),
    scratch: new Float64Array(n * n),
    inverse: new Float64Array(n * n),
  };
}

/** The covariance matrix of the observations into `factor`, and each pair's part in the gradient. */
export function fillCovariance(work: Workspace, { weights, between, noises }: RungCovariance): void {
  const { n, rungs, separations, covariances, slopes, factor } = work;
  const dimensions = weights.length;
  for (let i = 0, pair = 0, at = 0; i < n; i++) {
    const rung = rungs[i] as number;
    const row = between[rung] as Float64Array;
    for (let j = 0; j < i; j++, pair++) {
      let squared = 0;
      for (let k = 0; k < dimensions; k++, at++) {
        squared += (separations[at] as number) * (weights[k] as number);
      }
      const slope = maternSlope(squared);
      const shared = row[rungs[j] as number] as number;
      const covariance = shared * maternFromSlope(squared, slope);
      factor[i * n + j] = covariance;
      covariances[pair] = covariance;
      slopes[pair] = shared * slope;
    }
    factor[i * n + i] = (row[rung] as number) + (noises[rung] as number);
  }
}

/** Replaces the lower triangle of K⁻¹ by that of K⁻¹ − α αᵀ, half of whose product with ∂K is the gradient. */
function subtractFit({ n, inverse }: Workspace, alpha: Float64Array): void {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      inverse[i * n + j] = (inverse[i * n + j] as number) - (alpha[i] as number) * (alpha[j] as number);
    }
  }
}

export function addTo(gradient: Float64Array, at: number, value: number): void {
  gradient[at] = (gradient[at] as number) + value;
}

/** The derivatives that come through the covariances of pairs; those by drifts still lack a factor. */
function addPairs(work: Workspace, layout: RungLayout, gradient: Float64Array): void {
  const { n, rungs, separations, covariances, slopes, inverse } = work;
  const { dimensions, amplitudes, drifts } = layout;
  for (let i = 0, pair = 0, at = 0; i < n; i++) {
    const one = rungs[i] as number;
    for (let j = 0; j < i; j++, pair++) {
      const other = rungs[j] as number;
      const rest = inverse[i * n + j] as number;
      const bySeparation = rest * (slopes[pair] as number);
      for (let k = 0; k < dimensions; k++, at++) {
        addTo(gradient, k, bySeparation * (separations[at] as number));
      }
      const byCovariance = rest * (covariances[pair] as number);
      addTo(gradient, amplitudes + one, byCovariance);
      addTo(gradient, amplitudes + other, byCovariance);
      for (let step = Math.min(one, other); step < Math.max(one, other); step++) {
        addTo(gradient, drifts + step, -byCovariance);
      }
    }
  }
}

/** The derivatives that come through the variances of single observations. */
function addDiagonal(
  { n, rungs, inverse }: Workspace,
  { amplitudes, noises }: RungLayout,
  covariance: RungCovariance,
  gradient: Float64Array,
): void {
  for (let i = 0; i < n; i++) {
    const rung = rungs[i] as number;
    const rest = inverse[i * n + i] as number;
    const noise = covariance.noises[rung] as number;
    addTo(
      gradient,
      amplitudes + rung,
      rest * (((covariance.between[rung] as Float64Array)[rung] as number) + noise),
    );
    addTo(gradient, noises + rung, 0.5 * rest * noise);
  }
}

/**
 * Writes the derivatives by all hyperparameters.
 *
 * @param work holds K⁻¹, which is lost
 */
export function fillGradient(
  work: Workspace,
  {
    alpha,
    layout,
    covariance,
    theta,
  }: {
    readonly alpha: Float64Array;
    readonly layout: RungLayout;
    readonly covariance: RungCovariance;
    readonly theta: Float64Array;
  },
  gradient: Float64Array,
): void {
  subtractFit(work, alpha);
  gradient.fill(0);
  addPairs(work, layout, gradient);
  addDiagonal(work, layout, covariance, gradient);
  covariance.weights.forEach((weight, k) => {
    gradient[k] = (gradient[k] as number) * weight;
  });
  for (let at = layout.drifts; at < layout.size; at++) {
    gradient[at] = (gradient[at] as number) * Math.exp(theta[at] as number);
  }
}
