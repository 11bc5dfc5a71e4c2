import { join } from 'node:path';
import { type Measurement, quantile } from '../measurement.ts';
import { incumbent, reportTimes, workersLeft, workersOf, writeRun } from './bench-run.ts';
import { findOptuna } from './optuna-peer.ts';
import type { Sizes } from './sizes.ts';

const MANY = 4;

/** Completed evaluations per second, once all workers are at work; by turns with the peer, so that both meet the same machine. */
export async function measureThroughput(
  folder: string,
  { rounds, evaluations }: Sizes,
): Promise<readonly Measurement[]> {
  const optuna = await findOptuna();
  const rates = {
    one: [] as number[],
    many: [] as number[],
    optuna: [] as number[],
    optunas: [] as number[],
  };
  for (let round = 0; round < rounds; round += 1) {
    const place = join(folder, `throughput-${round}`);
    rates.one.push(await ownRate(join(place, 'one'), 1, evaluations));
    rates.many.push(await ownRate(join(place, 'many'), MANY, evaluations));
    if (typeof optuna !== 'string') {
      rates.optuna.push(await optuna.throughput({ processes: 1, trials: evaluations, folder: place }));
      rates.optunas.push(await optuna.throughput({ processes: MANY, trials: evaluations, folder: place }));
    }
  }
  const note = typeof optuna === 'string' ? `not measured, ${optuna}` : null;
  return [
    perSecond('evaluations, 1 worker', rates.one),
    perSecond(`evaluations, ${MANY} workers`, rates.many),
    ratio(`${MANY} workers / 1 worker`, rates.many, rates.one, 0.8),
    ...besideOptuna(rates).map((row) => (note === null ? row : { ...row, note })),
  ];
}

type Rates = Readonly<Record<'one' | 'many' | 'optuna' | 'optunas', readonly number[]>>;

function besideOptuna({ one, many, optuna, optunas }: Rates): readonly Measurement[] {
  return [
    perSecond('Optuna, journal file, 1 process', optuna),
    perSecond(`Optuna, journal file, ${MANY} processes`, optunas),
    ratio('1 worker / Optuna, 1 process', one, optuna, 1.25),
    ratio(`${MANY} workers / Optuna, ${MANY} processes`, many, optunas, 1),
  ];
}

async function ownRate(folder: string, workers: number, evaluations: number): Promise<number> {
  const { yaml, root } = await writeRun(folder, { max_evaluations_total: evaluations });
  await incumbent(['run', yaml, '--workers', String(workers), '--detach']);
  await workersLeft(root, workers);
  const { from, reports } = reportTimes(root, workersOf(root));
  const counted = reports.filter((time) => time > from);
  return (counted.length * 1000) / ((counted.at(-1) ?? Number.NaN) - from);
}

function perSecond(name: string, readings: readonly number[]): Measurement {
  return { name, readings, unit: '/s', promise: null };
}

/** Of the medians: single rounds vary with what else the machine does. */
function ratio(name: string, ours: readonly number[], theirs: readonly number[], least: number): Measurement {
  return {
    name,
    readings: theirs.length === 0 ? [] : [quantile(ours, 0.5) / quantile(theirs, 0.5)],
    unit: '×',
    promise: { at: 0.5, least },
  };
}
