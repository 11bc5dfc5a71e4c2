import { type Measurement, quantile } from '../../measurement.ts';
import { findOptunaPython } from '../../optuna-python.ts';
import type { ObjectiveHead } from '../objective-server.ts';
import { startOptunaSampler } from './optuna-sampler.ts';
import { readingsAt } from './readings.ts';
import { TOYS } from './toy-objective.ts';
import { ToyRun } from './toy-run.ts';

/** What one suggestion may take at so many observations, in milliseconds (p50). */
const PROMISES: Readonly<Record<number, number>> = { 25: 30, 100: 60, 500: 500, 1000: 1000 };

/** Where it is promised. */
export const PROMISED_OBSERVATIONS = Object.keys(PROMISES).map(Number);

/** Bayesian optimization over floats and over mixed parameters, beside Optuna's where a Python has it. */
export async function measureBesideOptuna(counts: readonly number[]): Promise<readonly Measurement[]> {
  const found = await findOptunaPython();
  if ('missing' in found) {
    console.error(`Not beside Optuna: ${found.missing}. INCUMBENT_PYTHON names a Python that has it.`);
  }
  const measurements: Measurement[] = [];
  for (const head of [TOYS.floats, TOYS.mixed]) {
    for (const count of counts) {
      measurements.push(...(await measureOurs(head, count, 'python' in found ? found : null)));
    }
  }
  return measurements;
}

/** Turn by turn with Optuna, so that whatever else the machine does hits both. The first turn is a warm-up. */
async function measureOurs(
  head: ObjectiveHead,
  count: number,
  optuna: { readonly python: string; readonly version: string } | null,
): Promise<readonly Measurement[]> {
  console.error(`bayesian_optimization, ${head.objective}, ${count} observations …`);
  const run = await ToyRun.start('bayesian_optimization', head, {
    optimizer: 'random_search',
    trials: count,
  });
  run.fill(count);
  const sampler = optuna === null ? null : startOptunaSampler(optuna.python, run.space, run.observations);
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let turn = 0; turn <= readingsAt(count); turn += 1) {
    ours.push(run.step().milliseconds);
    theirs.push(...(sampler === null ? [] : [await sampler.step()]));
  }
  await sampler?.close();
  const place = `${head.objective}, ${count} observations`;
  return [
    { name: `bayesian_optimization, ${place}`, readings: ours.slice(1), promise: promiseAt(count) },
    ...(optuna === null
      ? []
      : comparison(place, optuna.version, { ours: ours.slice(1), theirs: theirs.slice(1) })),
  ];
}

function comparison(
  place: string,
  version: string,
  { ours, theirs }: { readonly ours: readonly number[]; readonly theirs: readonly number[] },
): readonly Measurement[] {
  return [
    { name: `Optuna ${version} GPSampler, ${place}`, readings: theirs, promise: null },
    {
      name: `ours / Optuna’s, ${place}`,
      readings: [quantile(ours, 0.5) / quantile(theirs, 0.5)],
      unit: '×',
      promise: { at: 0.5, below: 1 },
    },
  ];
}

function promiseAt(count: number): Measurement['promise'] {
  const below = PROMISES[count];
  return below === undefined ? null : { at: 0.5, below };
}
