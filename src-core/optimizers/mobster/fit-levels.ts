import { fitHyperparameters } from '#core/surrogates/fit.ts';
import type { ModelAxis, Point } from '#core/surrogates/model-space.ts';
import { theBestAndASpread } from '#core/surrogates/subset.ts';
import type { Level } from './levels.ts';
import { conditionRungs, type PlacedObservations, type RungProcess } from './rung-process.ts';

/** An observation within one rung. */
export type RungObservation = { readonly point: Point; readonly loss: number };

/** The most points that the hyperparameters of one level are learnt from. */
const MAX_FITTED = 100;
/** With fewer observations a rung is taken to follow the one below. */
const FEWEST = 3;
/** How far a rung is expected to depart from what the one below says, in deviations of its own losses. */
const DEPARTURE = 0.5;
/** Observations that the expectation of a spread, or of a departure, counts as. */
const CAUTION = 3;
/** The smallest spread that the lowest rung is measured in. */
const SMALLEST_SPREAD = 0.02;
/** How much more or less than the rung below a rung may vary by expectation. */
const MOST_GROWTH = 3;

function meanOf(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function squaresOf(values: readonly number[]): number {
  const mean = meanOf(values);
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
}

/** The deviation of a rung's losses; of few ones it is near the 1 that losses are scaled to. */
function spreadOf(items: readonly RungObservation[]): number {
  const squares = squaresOf(items.map(({ loss }) => loss));
  return Math.sqrt((squares + CAUTION) / (items.length + CAUTION));
}

/**
 * The slope of the line from the losses that the rung below predicts to those observed, between 0 and a few times the
 * expected one: Bayesian linear regression with the noise estimated along (Bishop 2006, section 3.3).
 *
 * @param expected the slope without any observation, which it is believed to be within as much again
 * @param departure the deviation of the observed from the line without any observation
 */
function carryOf(
  below: readonly number[],
  here: readonly number[],
  { expected, departure }: { readonly expected: number; readonly departure: number },
): number {
  const meanBelow = meanOf(below);
  const xx = squaresOf(below);
  const yy = squaresOf(here);
  const xy = below.reduce((sum, value, i) => sum + (value - meanBelow) * (here[i] as number), 0);
  const belief = 1 / (expected * expected);
  let carry = expected;
  for (let round = 0; round < 3; round++) {
    const rest = yy - 2 * carry * xy + carry * carry * xx;
    const variance = (rest + 2 * departure * departure) / (here.length + 1);
    carry = (xy / variance + expected * belief) / (xx / variance + belief);
    carry = Math.min(Math.max(carry, 0), 4 * expected);
  }
  return carry;
}

/** The process of what a rung adds, learnt from what is left of its losses. */
function learn(
  axes: readonly ModelAxis[],
  items: readonly RungObservation[],
  smallest: number,
): Omit<Level, 'carry'> {
  const losses = items.map(({ loss }) => loss);
  const mean = meanOf(losses);
  const unit = Math.max(Math.sqrt(squaresOf(losses) / losses.length), smallest);
  const kept = theBestAndASpread(items, MAX_FITTED);
  const { logLengthscales, logScale, logNoise } = fitHyperparameters(axes, {
    points: kept.map(({ point }) => point),
    targets: Float64Array.from(kept, ({ loss }) => (loss - mean) / unit),
  });
  return {
    mean,
    weights: logLengthscales.map((log) => Math.exp(-2 * log)),
    scale: Math.exp(logScale) * unit * unit,
    noise: Math.exp(logNoise) * unit * unit,
  };
}

type Below = { readonly level: Level; readonly process: RungProcess; readonly spread: number };

function lowestLevel(axes: readonly ModelAxis[], items: readonly RungObservation[]): Level {
  if (items.length >= FEWEST) {
    return { carry: 0, ...learn(axes, items, SMALLEST_SPREAD) };
  }
  const weights = new Float64Array(axes.length).fill(25 / axes.length);
  return { carry: 0, mean: meanOf(items.map(({ loss }) => loss)), weights, scale: 1, noise: 1e-3 };
}

function nextLevel(
  axes: readonly ModelAxis[],
  items: readonly RungObservation[],
  rung: number,
  below: Below,
): Level {
  const spread = spreadOf(items);
  const departure = DEPARTURE * spread;
  const predicted = items.map(({ point }) => below.process.predict({ point, rung: rung - 1 }).mean);
  const isFew = items.length < FEWEST;
  const expected = Math.min(Math.max(spread / below.spread, 1 / MOST_GROWTH), MOST_GROWTH);
  const losses = items.map(({ loss }) => loss);
  const carry = isFew ? 1 : carryOf(predicted, losses, { expected, departure });
  const rest = items.map(({ point, loss }, i) => ({ point, loss: loss - carry * (predicted[i] as number) }));
  if (isFew) {
    const mean = meanOf(rest.map(({ loss }) => loss));
    return { ...below.level, carry, mean, scale: departure * departure };
  }
  return { carry, ...learn(axes, rest, departure) };
}

/**
 * Learns the levels one after the other from the lowest rung up, each from what the process of those below leaves
 * unexplained (L. Le Gratiet, J. Garnier, "Recursive co-kriging model for design of computer experiments with multiple
 * levels of fidelity", 2014, section 3), then conditions all of them together on all observations.
 *
 * @param rungs the observations of each rung, the lowest first; their losses scaled to a deviation of about 1
 */
export function fitRungs(
  axes: readonly ModelAxis[],
  rungs: readonly (readonly RungObservation[])[],
): RungProcess {
  const levels: Level[] = [];
  let known: PlacedObservations = { places: [], targets: new Float64Array() };
  let process = conditionRungs(axes, levels, known);
  rungs.forEach((items, rung) => {
    const level = levels.at(-1);
    const spread = spreadOf(rungs[rung - 1] ?? []);
    levels.push(
      level === undefined
        ? lowestLevel(axes, items)
        : nextLevel(axes, items, rung, { level, process, spread }),
    );
    known = {
      places: [...known.places, ...items.map(({ point }) => ({ point, rung }))],
      targets: Float64Array.from([...known.targets, ...items.map(({ loss }) => loss)]),
    };
    process = conditionRungs(axes, levels, known);
  });
  return process;
}
