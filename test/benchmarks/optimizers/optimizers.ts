import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { printMeasurements } from '../measurement.ts';
import { type BenchOptions, readOptions } from './command-options.ts';
import { serveCommand, serveTemplate } from './objective-list.ts';
import { Refusal } from './refusal.ts';
import { writeReport } from './report/report.ts';
import { runTasks } from './run-tasks.ts';
import type { SearchTask } from './search.ts';
import { measureSpeed } from './speed/speed.ts';
import { type Pairing, printTables, suitePairings } from './suite.ts';

/**
 * `npm run bench -- optimizers …`: how good the optimizers are and how long they think. Progress and mistakes go to
 * the error stream, tables to the output; the exit code is 1 where anything failed, 2 where what was asked can't be had.
 */
export async function benchOptimizers(args: readonly string[]): Promise<void> {
  try {
    await run(readOptions(args));
  } catch (error) {
    if (!(error instanceof Refusal)) {
      throw error;
    }
    console.error(error.message);
    process.exitCode = 2;
  }
}

async function run(options: BenchOptions): Promise<void> {
  if (options.speed) {
    printMeasurements(await measureSpeed(options), { json: options.json });
  } else if (options.report !== false) {
    await writeReport(options.report === true ? [] : options.report);
  } else if (options.suite) {
    await runSuite(options);
  } else {
    await runTasks(tasksOf(namedPairings(options), options), options);
  }
}

async function runSuite(options: BenchOptions): Promise<void> {
  const out = options.out ?? join(mkdtempSync(join(tmpdir(), 'incumbent-optimizers-')), 'results.json');
  console.error(`Results go to ${out}`);
  await runTasks(tasksOf(await suitePairings(options), options), { ...options, out });
  printTables(out, options.set);
}

function namedPairings({ serve, set, objective, optimizer }: BenchOptions): readonly Pairing[] {
  if (objective.length === 0 || optimizer.length === 0) {
    throw new Refusal(
      'A benchmark needs --objective and --optimizer, or --suite, --report or --speed; --help tells all options.',
    );
  }
  const template = serve ?? serveTemplate(set);
  return objective.flatMap((one) =>
    optimizer.map((contestant) => ({ objective: one, command: serveCommand(template, one), contestant })),
  );
}

/** Seed by seed, so that a benchmark that is cut short has a few seeds of everything. */
function tasksOf(
  pairings: readonly Pairing[],
  { seeds, workers, evaluations }: BenchOptions,
): readonly SearchTask[] {
  return seeds.flatMap((seed) =>
    pairings.map((pairing) => ({ ...pairing, seed, workers, evaluations: evaluations ?? null })),
  );
}
