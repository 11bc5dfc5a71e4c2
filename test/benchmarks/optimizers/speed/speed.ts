import { optimizerOffers } from '#core/optimizers/registry.ts';
import type { Measurement } from '../../measurement.ts';
import type { Contestant } from '../contestant.ts';
import type { ObjectiveHead } from '../objective-server.ts';
import { settingsFor } from '../objective-settings.ts';
import { Refusal } from '../refusal.ts';
import { measureBesideOptuna, PROMISED_OBSERVATIONS } from './beside-optuna.ts';
import { readingsAt } from './readings.ts';
import { TOYS } from './toy-objective.ts';
import { LIMITS, ToyRun } from './toy-run.ts';

/** Optimizers that model the loss; all others are timed at {@link MANY_TRIALS}. */
const MODELS = ['bayesian_optimization', 'bayesian_optimization_cost_aware', 'pibo', 'mobster'];
const MANY_TRIALS = 10_000;
const MANY_TRIALS_BELOW = 2;
const MANY_READINGS = 500;

type SpeedOptions = {
  /** Which optimizers; none stands for all. */
  readonly optimizer: readonly Contestant[];
  /** At how many observations; none stands for all promised. */
  readonly observations: readonly number[];
};

/** What one suggestion takes, as more and more trials are finished; beside Optuna where a Python has it. */
export async function measureSpeed({
  optimizer,
  observations,
}: SpeedOptions): Promise<readonly Measurement[]> {
  const isWanted = (name: string) => optimizer.length === 0 || optimizer.some((one) => one.name === name);
  const counts = observations.length === 0 ? PROMISED_OBSERVATIONS : observations;
  const measurements: Measurement[] = [];
  if (isWanted('bayesian_optimization')) {
    measurements.push(...(await measureBesideOptuna(counts)));
  }
  for (const name of MODELS.slice(1).filter(isWanted)) {
    for (const count of counts) {
      measurements.push(await measureModel(name, count));
    }
  }
  for (const name of modelFree().filter(isWanted)) {
    measurements.push(await measureManyTrials(name));
  }
  if (measurements.length === 0) {
    throw new Refusal(`Suggestions are timed of ${[...MODELS, ...modelFree()].join(', ')}.`);
  }
  return measurements;
}

async function measureModel(name: string, count: number): Promise<Measurement> {
  const head = headFor(name);
  console.error(`${name}, ${head.objective}, ${count} observations …`);
  const filling = name === 'mobster' ? 'async_hb' : 'random_search';
  const run = await ToyRun.start(name, head, { optimizer: filling, trials: count });
  run.fill(count);
  const readings = run.timeSuggestions(readingsAt(count) + 1);
  return {
    name: `${name}, ${head.objective}, ${count} observations`,
    readings: readings.slice(1),
    promise: null,
  };
}

async function measureManyTrials(name: string): Promise<Measurement> {
  const head = headFor(name);
  console.error(`${name}, ${head.objective}, ${MANY_TRIALS} trials …`);
  const run = await ToyRun.start(name, head);
  run.fill(MANY_TRIALS);
  const readings = Array.from({ length: MANY_READINGS }, () => run.step().milliseconds);
  return {
    name: `${name}, ${head.objective}, ${MANY_TRIALS} trials`,
    readings,
    promise: { at: 0.5, below: MANY_TRIALS_BELOW },
  };
}

/** The plainest toy that the optimizer can use. */
function headFor(name: string): ObjectiveHead {
  const fits = [TOYS.floats, TOYS.withPriors, TOYS.curves, TOYS.curvesWithPriors].find((head) => {
    const { space } = settingsFor(head, { name: 'auto', arguments: {} }, LIMITS);
    return optimizerOffers(space).some((offer) => offer.info.name === name && offer.refusal === null);
  });
  if (fits === undefined) {
    throw new Error(`No space here is one that \`${name}\` can use.`);
  }
  return fits;
}

/** Grid search is left out: it ends. */
function modelFree(): readonly string[] {
  const { space } = settingsFor(TOYS.curvesWithPriors, { name: 'auto', arguments: {} }, LIMITS);
  return optimizerOffers(space)
    .filter(({ info }) => !MODELS.includes(info.name) && info.name !== 'grid_search')
    .map(({ info }) => info.name);
}
