import { describe, expect, it } from 'vitest';
import { conditionProcess, type GaussianProcess } from '#core/surrogates/gp/gaussian-process.ts';
import { kernelShape, matern, squaredDistance } from '#core/surrogates/gp/kernel.ts';
import { negativeLogLikelihood } from '#core/surrogates/gp/likelihood.ts';
import { expectNumbersNear, numericalGradient, referenceCases } from '#test/core/reference-values.ts';
import { axesOf, scatter } from '../model-axes.ts';

type Case = {
  readonly name: string;
  readonly axes: { readonly choices: number | null }[];
  readonly points: number[][];
  readonly targets: number[];
  readonly lengthscales: number[];
  readonly scale: number;
  readonly noise: number;
  readonly at: number[][];
  readonly kernel: number[][];
  readonly mean: number[];
  readonly covariance: number[][];
  readonly fitted: number[];
  readonly log_likelihood: number;
  readonly gradient: number[];
};

const CASES = referenceCases<Case>('gaussian-process.json');
const CHOICES = [null, 3, null, 2];
const HYPERPARAMETERS = {
  logLengthscales: Float64Array.of(-0.5, 0.2, 0.7, 0),
  logScale: 0.3,
  logNoise: -4,
};

function axesOfCase({ axes }: Case) {
  return axesOf(axes.map(({ choices }) => choices));
}

function observationsOf({ points, targets }: Case) {
  return { points: points.map((point) => Float64Array.from(point)), targets: Float64Array.from(targets) };
}

function processOf(given: Case): GaussianProcess {
  const hyperparameters = {
    logLengthscales: Float64Array.from(given.lengthscales, Math.log),
    logScale: Math.log(given.scale),
    logNoise: Math.log(given.noise),
  };
  return conditionProcess(axesOfCase(given), hyperparameters, observationsOf(given));
}

function observed(count: number) {
  const points = scatter(CHOICES, count);
  return { points, targets: Float64Array.from(points, ([x = 0, c = 0, y = 0]) => Math.sin(5 * x) + c * y) };
}

describe('a Gaussian process, by the values of scikit-learn', () => {
  it.each(CASES)('has the covariance between points: $name', (given) => {
    const weights = Float64Array.from(given.lengthscales, (lengthscale) => lengthscale ** -2);
    const shape = kernelShape(axesOfCase(given));
    const at = given.at.map((point) => Float64Array.from(point));
    const row = (a: Float64Array) =>
      at.map((b) => given.scale * matern(squaredDistance(shape, a, b, weights)));
    expectNumbersNear(at.flatMap(row), given.kernel.flat(), 1e-13);
  });

  it.each(CASES)('predicts mean and variance: $name', (given) => {
    const process = processOf(given);
    const predictions = given.at.map((point) => process.predict(Float64Array.from(point)));
    const means = predictions.map(({ mean }) => mean);
    const variances = predictions.map(({ variance }) => variance);
    expectNumbersNear(means, given.mean, 1e-7);
    expectNumbersNear(
      variances,
      given.covariance.map((row, i) => row[i] as number),
      1e-9,
    );
  });

  it.each(CASES)('predicts the covariance of two points: $name', (given) => {
    const process = processOf(given);
    const at = given.at.map((point) => Float64Array.from(point));
    const covariances = at.flatMap((one) => at.map((other) => process.covariance(one, other)));
    expectNumbersNear(covariances, given.covariance.flat(), 1e-9);
  });

  it.each(CASES)('tells the function at the points that were observed: $name', (given) => {
    expectNumbersNear(processOf(given).fitted, given.fitted, 1e-7);
  });

  it.each(CASES)('has the marginal likelihood and its gradient: $name', (given) => {
    const likelihood = negativeLogLikelihood(kernelShape(axesOfCase(given)), observationsOf(given));
    const theta = Float64Array.from([...given.lengthscales, given.scale, given.noise], Math.log);
    const gradient = new Float64Array(theta.length);
    expectNumbersNear([-likelihood(theta, gradient)], [given.log_likelihood], 1e-8);
    expectNumbersNear(
      gradient.map((slope) => -slope),
      given.gradient,
      1e-6,
    );
  });
});

describe('a Gaussian process', () => {
  it('has the gradient of its likelihood that finite differences give', () => {
    const likelihood = negativeLogLikelihood(kernelShape(axesOf(CHOICES)), observed(40));
    const theta = Float64Array.of(-0.5, 0.2, 0.7, 0, 0.3, -4);
    const gradient = new Float64Array(6);
    likelihood(theta, gradient);
    const value = (at: Float64Array) => likelihood(at, new Float64Array(6));
    expectNumbersNear(gradient, numericalGradient(value, theta), 1e-6);
  });

  it('has the gradients of its predictions that finite differences give, 0 along choices', () => {
    const process = conditionProcess(axesOf(CHOICES), HYPERPARAMETERS, observed(25));
    const at = Float64Array.of(0.31, 1, 0.77, 0);
    const gradient = { mean: new Float64Array(4), variance: new Float64Array(4) };
    process.predict(at, gradient);
    const numbers = (all: Float64Array) => [all[0] as number, all[2] as number];
    const difference = (of: 'mean' | 'variance') =>
      numericalGradient((point) => process.predict(point)[of], at);
    expectNumbersNear(numbers(gradient.mean), numbers(difference('mean')), 1e-7);
    expectNumbersNear(numbers(gradient.variance), numbers(difference('variance')), 1e-7);
    expect([gradient.mean[1], gradient.mean[3], gradient.variance[1], gradient.variance[3]]).toEqual([
      0, 0, 0, 0,
    ]);
  });

  it('after more observations is the process that knew all of them from the start', () => {
    const all = observed(30);
    const first = { points: all.points.slice(0, 21), targets: all.targets.slice(0, 21) };
    const rest = { points: all.points.slice(21), targets: all.targets.slice(21) };
    const once = conditionProcess(axesOf(CHOICES), HYPERPARAMETERS, all);
    const extended = conditionProcess(axesOf(CHOICES), HYPERPARAMETERS, first).extend(rest);
    expectNumbersNear(extended.fitted, once.fitted, 1e-10);
    for (const point of scatter(CHOICES, 50).slice(30)) {
      const [one, other] = [extended.predict(point), once.predict(point)];
      expectNumbersNear([one.mean, one.variance], [other.mean, other.variance], 1e-10);
    }
  });

  it('stays as it was when it is extended', () => {
    const process = conditionProcess(axesOf(CHOICES), HYPERPARAMETERS, observed(10));
    const at = Float64Array.of(0.9, 2, 0.1, 1);
    const before = process.predict(at);
    process.extend({ points: [at], targets: Float64Array.of(9) });
    expect(process.predict(at)).toEqual(before);
  });

  it('keeps the expected value and loses doubt where a point is taken to turn out as expected', () => {
    const process = conditionProcess(axesOf(CHOICES), HYPERPARAMETERS, observed(10));
    const at = Float64Array.of(0.9, 2, 0.1, 1);
    const { mean, variance } = process.predict(at);
    const after = process.extend({ points: [at], targets: Float64Array.of(mean) }).predict(at);
    expect(after.mean).toBeCloseTo(mean, 10);
    expect(after.variance).toBeLessThan(variance / 10);
  });

  it('takes the same point many times, also without noise', () => {
    const point = Float64Array.of(0.5, 1, 0.5, 0);
    const exact = { ...HYPERPARAMETERS, logNoise: -40 };
    const same = { points: Array.from({ length: 20 }, () => point), targets: new Float64Array(20).fill(2) };
    const { mean, variance } = conditionProcess(axesOf(CHOICES), exact, same).predict(point);
    expect(mean).toBeCloseTo(2, 6);
    expect(variance).toBeGreaterThan(0);
    expect(variance).toBeLessThan(1e-3);
  });
});
