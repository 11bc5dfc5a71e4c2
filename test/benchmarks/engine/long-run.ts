import { execFile } from 'node:child_process';
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { changeRunRecord } from '#core/state/journal/change-record.ts';
import { runLayout } from '#core/state/layout.ts';
import { type Measurement, quantile } from '../measurement.ts';
import { incumbent, reportTimes, writeRun } from './bench-run.ts';
import { growRoot } from './grow-root.ts';
import type { Opening } from './open-root.ts';
import type { Sizes } from './sizes.ts';
import { runWorkerProcess } from './worker-process.ts';

/** A worker is slower until its code is compiled: these of its first evaluations are in neither of the two readings. */
const WARM_UP = 500;
const OPEN = fileURLToPath(new URL('./open-root.ts', import.meta.url));

/**
 * A long run, of which the benchmark writes the bulk as a worker would have. Beside it short ones: the first evaluations of
 * such a one and the next ones of the long run are timed by turns, since a machine is not as fast in one minute as in the
 * next. Then the root is opened with its journal and from its files alone.
 */
export async function measureLongRun(
  folder: string,
  { trials, some, turns, openings }: Sizes,
): Promise<readonly Measurement[]> {
  const root = await beginRun(join(folder, 'long'));
  const more = WARM_UP + some;
  await growRoot(root, trials - turns * more);
  const first: Evaluated[] = [];
  const last: Evaluated[] = [];
  for (let turn = 0; turn < turns; turn += 1) {
    const short = await beginRun(join(folder, `short-${turn}`));
    first.push(await evaluate(short, 'first', 1 + more));
    last.push(await evaluate(root, `last-${turn}`, trials - (turns - 1 - turn) * more));
  }
  const withJournal = await open(root, trials, openings);
  const fromFiles = await withoutJournal(root, () => open(root, trials, 1));
  return [
    perSecond(`evaluations, the first ${some}`, first),
    perSecond(`evaluations, the last ${some} of ${trials}`, last),
    {
      name: 'the last / the first',
      readings: last.map(({ rate }, turn) => rate / (first[turn]?.rate ?? Number.NaN)),
      unit: '×',
      promise: { at: 0.5, least: 0.9 },
    },
    megabytes(
      `memory of a worker at ${trials} trials`,
      last.map(({ peakMemory }) => peakMemory),
      300,
    ),
    ...openingRows(`opening ${trials} trials with journal`, withJournal, 2000),
    ...openingRows(`opening ${trials} trials from the files`, fromFiles, 20_000),
  ];
}

/** A run with one trial; answers its root. */
async function beginRun(folder: string): Promise<string> {
  const { yaml, root } = await writeRun(folder, { max_evaluations_total: 1 });
  await incumbent(['run', yaml]);
  return root;
}

type Evaluated = { readonly peakMemory: number; readonly rate: number };

/** Lets one worker go on to `total` trials; the rate is that of its evaluations but for the warm-up. */
async function evaluate(root: string, worker: string, total: number): Promise<Evaluated> {
  await changeRunRecord(root, (record) => ({
    ...record,
    settings: { ...record.settings, max_evaluations_total: total },
  }));
  const { peakMemory } = await runWorkerProcess(root, worker);
  const { reports } = reportTimes(root, [worker]);
  const [from = 0, ...counted] = reports.slice(WARM_UP - 1);
  return { peakMemory, rate: (counted.length * 1000) / ((counted.at(-1) ?? Number.NaN) - from) };
}

async function open(root: string, trials: number, times: number): Promise<readonly Opening[]> {
  const all: Opening[] = [];
  for (let time = 0; time < times; time += 1) {
    const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', OPEN, root]);
    const opening = JSON.parse(stdout) as Opening;
    if (opening.trials !== trials) {
      throw new Error(`${opening.trials} of ${trials} trials were opened in ${root}`);
    }
    all.push(opening);
  }
  return all;
}

/** The journal is put aside meanwhile, as if somebody had deleted it. */
async function withoutJournal<T>(root: string, act: () => Promise<T>): Promise<T> {
  const { journal } = runLayout(root);
  renameSync(journal, `${journal}.aside`);
  try {
    return await act();
  } finally {
    renameSync(`${journal}.aside`, journal);
  }
}

function openingRows(name: string, all: readonly Opening[], below: number): readonly Measurement[] {
  return [
    { name, readings: all.map(({ milliseconds }) => milliseconds), promise: { at: 0.5, below } },
    {
      name: `${name}: longest task`,
      readings: [
        quantile(
          all.map(({ longestTask }) => longestTask),
          0.5,
        ),
      ],
      promise: { at: 1, below: 50 },
    },
    megabytes(
      `${name}: memory`,
      all.map(({ memory }) => memory),
      600,
    ),
  ];
}

function perSecond(name: string, all: readonly Evaluated[]): Measurement {
  return { name, readings: all.map(({ rate }) => rate), unit: '/s', promise: null };
}

function megabytes(name: string, readings: readonly number[], below: number): Measurement {
  return { name, readings, unit: 'MB', promise: { at: 1, below } };
}
