import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runLayout } from '#core/state/layout.ts';
import { benchCommand, wholeNumber } from '../bench-command.ts';
import { type Measurement, type PrintOptions, printMeasurements, quantile } from '../measurement.ts';
import { incumbent, reportTimes, workersOf, writeRun } from './bench-run.ts';

const SLEEPING = {
  'objective.mjs':
    'export async function objective({ x }) { await new Promise((done) => setTimeout(done, 1000)); return x; }\n',
};
/** One evaluation takes this long, in seconds. */
const EVALUATION = 1;
/** All workers begin within this time, in seconds, or the benchmark fails. */
const MOST_STARTING = 180;
/** The kernel counts CPU time of processes in these, on every Linux. */
const TICKS_A_SECOND = 100;

type ScaleOptions = PrintOptions & { readonly workers: readonly number[]; readonly seconds: number };

/** `npm run bench -- scale`. */
export async function benchScale(args: readonly string[], summary: string): Promise<void> {
  const options = benchCommand('scale', summary)
    .option('--workers <numbers>', 'how many workers, with commas between', wholeNumbers, [1, 16, 60, 100])
    .option('--seconds <number>', 'how long each is measured, after the start', wholeNumber, 30)
    .option('--json', 'a document with every reading in place of the table')
    .option('--out <file>', 'that document in a file too')
    .parse(args, { from: 'user' })
    .opts<ScaleOptions>();
  printMeasurements(await measureScale(options.workers, options.seconds), options);
}

function wholeNumbers(text: string): readonly number[] {
  return text.split(',').map(wholeNumber);
}

/** Rate, CPU time, pauses and memory of workers whose evaluations sleep, for each number of workers. */
async function measureScale(counts: readonly number[], seconds: number): Promise<readonly Measurement[]> {
  const folder = await mkdtemp(join(tmpdir(), 'incumbent-scale-'));
  try {
    const rows: Measurement[] = [];
    for (const workers of counts) {
      rows.push(...(await measureWorkers(join(folder, String(workers)), workers, seconds)));
    }
    return rows;
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function measureWorkers(
  folder: string,
  workers: number,
  seconds: number,
): Promise<readonly Measurement[]> {
  const { yaml, root } = await writeRun(folder, { max_evaluations_total: 1_000_000 }, SLEEPING);
  await incumbent(['run', yaml, '--workers', String(workers), '--detach']);
  try {
    await allAtWork(root, workers);
    const names = workersOf(root);
    const pids = names.map((name) => pidOf(root, name));
    const [from, before] = [Date.now(), pids.map(cpuSeconds)];
    await sleep(seconds * 1000);
    const [to, after] = [Date.now(), pids.map(cpuSeconds)];
    const inWindow = (time: number) => time >= from && time <= to;
    const all = reportTimes(root, names).reports.filter(inWindow);
    const gaps = names.flatMap((name) => gapsOf(reportTimes(root, [name]).reports.filter(inWindow)));
    const cpu = sum(after) - sum(before);
    const ideal = (workers * (to - from)) / 1000 / EVALUATION;
    return [
      row(`${workers} workers: rate / ideal`, [all.length / ideal], '×'),
      row(`${workers} workers: CPU per evaluation`, [(cpu * 1000) / all.length], 'ms'),
      row(`${workers} workers: time between two reports of a worker`, gaps, 's'),
      row(`${workers} workers: longest such time`, [quantile(gaps, 1)], 's'),
      row(`${workers} workers: memory of a worker`, pids.map(residentMegabytes), 'MB'),
    ];
  } finally {
    await incumbent(['stop', root, '--now']);
  }
}

/** Waits until each worker has reported once. */
async function allAtWork(root: string, workers: number): Promise<void> {
  const end = Date.now() + MOST_STARTING * 1000;
  for (;;) {
    const names = workersOf(root);
    if (names.length === workers && names.every((name) => hasReported(root, name))) {
      return;
    }
    if (Date.now() > end) {
      throw new Error(`${names.length} of ${workers} workers registered within ${MOST_STARTING} s`);
    }
    await sleep(500);
  }
}

function hasReported(root: string, worker: string): boolean {
  try {
    return readFileSync(runLayout(root).journalOf(worker), 'utf8').includes('"op":"report"');
  } catch {
    return false;
  }
}

function pidOf(root: string, worker: string): number {
  const text = readFileSync(join(runLayout(root).workers, `${worker}.json`), 'utf8');
  return (JSON.parse(text) as { readonly pid: number }).pid;
}

/** User and system time of a process. */
function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
}

function residentMegabytes(pid: number): number {
  const kilobytes = /^VmRSS:\s*(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes) / 1024;
}

function gapsOf(times: readonly number[]): readonly number[] {
  return times.slice(1).map((time, index) => (time - (times[index] ?? time)) / 1000);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

function row(name: string, readings: readonly number[], unit: string): Measurement {
  return { name, readings, unit, promise: null };
}
