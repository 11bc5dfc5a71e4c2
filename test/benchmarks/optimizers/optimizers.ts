import { printMeasurements } from '../measurement.ts';
import { type BenchOptions, readOptions } from './command-options.ts';
import { serveCommand, serveTemplate } from './objective-list.ts';
import type { Contestant } from './objective-settings.ts';
import { readResults, recordKey, type SearchRecord, writeResults } from './result-file.ts';
import type { SearchResult, SearchTask } from './search.ts';
import { runSearches } from './search-pool.ts';
import { measureSpeed } from './speed/speed.ts';
import { type Pairing, printTables, suitePairings } from './suite.ts';

/** `npm run bench -- optimizers …`: how good the optimizers are and how long they think. */
export async function benchOptimizers(args: readonly string[]): Promise<void> {
  const options = readOptions(args);
  const { out, suite, own, speed } = options;
  if (speed) {
    const { optimizer: optimizers, observations, json } = options;
    printMeasurements(await measureSpeed({ optimizers, observations }), json);
    return;
  }
  const set = own ? 'own' : 'public';
  const pairings = suite ? await suitePairings(set, options.optimizer) : namedPairings(options);
  await runTasks(tasksOf(pairings, options), options);
  if (suite && out !== undefined) {
    printTables(out, set);
  }
}

function namedPairings({ serve, own, objective, optimizer, argument }: BenchOptions): readonly Pairing[] {
  const template = serve ?? serveTemplate(own ? 'own' : 'public');
  return objective.flatMap((one) =>
    optimizer.map((name) => ({
      objective: one,
      command: serveCommand(template, one),
      contestant: { name, arguments: argument },
    })),
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

/** The optimizer's name, followed by the arguments that were given. */
function labelOf({ name, arguments: given }: Contestant): string {
  return [name, ...Object.entries(given).map(([key, value]) => `${key}=${value}`)].join(' ');
}

function describeTask(task: SearchTask): Omit<SearchRecord, 'spent' | 'thinking' | 'trials'> {
  const { contestant, objective, seed, workers, evaluations } = task;
  return { optimizer: labelOf(contestant), objective, seed, workers, evaluations };
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

function recordOf(task: SearchTask, { trials, spent, thinking }: SearchResult): SearchRecord {
  const seconds = { median: quantile(thinking, 0.5), p95: quantile(thinking, 0.95) };
  return { ...describeTask(task), spent, thinking: seconds, trials: [...trials] };
}

async function runTasks(tasks: readonly SearchTask[], { out, jobs, minutes }: BenchOptions): Promise<void> {
  const records = out === undefined ? [] : [...readResults(out)];
  const known = new Set(records.map(recordKey));
  const open = tasks.filter((task) => !known.has(recordKey(describeTask(task))));
  const end = minutes === undefined ? Number.POSITIVE_INFINITY : Date.now() + minutes * 60_000;
  await runSearches(open, {
    jobs,
    mayBegin: () => Date.now() < end,
    onEnd: (task, result) => {
      const record = recordOf(task, result);
      records.push(record);
      if (out !== undefined) {
        writeResults(out, records);
      }
      console.error(
        `${record.optimizer} on ${record.objective}, seed ${record.seed}: ${record.trials.length} evaluations, ` +
          `${(1000 * record.thinking.median).toFixed(1)} ms a decision`,
      );
    },
  });
}
