import { quantile } from '../measurement.ts';
import { labelOf } from './contestant.ts';
import { ResultFile, type SearchKey, type SearchRecord } from './result-file.ts';
import type { SearchResult, SearchTask } from './search.ts';
import { runSearches, type SearchEnd } from './search-pool.ts';

type RunOptions = { readonly out?: string; readonly jobs: number; readonly minutes?: number };

function describeTask(task: SearchTask): SearchKey {
  const { contestant, objective, seed, workers, evaluations } = task;
  return { optimizer: labelOf(contestant), objective, seed, workers, evaluations };
}

function recordOf(task: SearchTask, { trials, spent, thinking }: SearchResult): SearchRecord {
  const seconds = { median: quantile(thinking, 0.5), p95: quantile(thinking, 0.95) };
  return { ...describeTask(task), spent, thinking: seconds, trials: [...trials] };
}

function nameOf({ contestant, objective }: SearchTask): string {
  return `${labelOf(contestant)} on ${objective}`;
}

/**
 * Runs the searches that `out` does not hold yet. One that fails is told and does not stop the others; the exit code
 * becomes 1. After a refusal the other seeds are left out.
 */
export async function runTasks(
  tasks: readonly SearchTask[],
  { out, jobs, minutes }: RunOptions,
): Promise<void> {
  const results = out === undefined ? null : new ResultFile(out);
  const distinct = [...new Map(tasks.map((task) => [JSON.stringify(describeTask(task)), task])).values()];
  const open = distinct.filter((task) => results?.has(describeTask(task)) !== true);
  const end = minutes === undefined ? Number.POSITIVE_INFINITY : Date.now() + minutes * 60_000;
  const refused = new Set<string>();
  const onEnd = (task: SearchTask, end: SearchEnd) => {
    if ('result' in end) {
      const record = recordOf(task, end.result);
      results?.add(record);
      console.error(summaryOf(record));
      return;
    }
    process.exitCode = 1;
    if (end.isRefusal) {
      refused.add(nameOf(task));
    }
    console.error(`${nameOf(task)}${end.isRefusal ? '' : `, seed ${task.seed}`}: ${end.error}`);
  };
  const mayBegin = (task: SearchTask) => Date.now() < end && !refused.has(nameOf(task));
  const stop = () => {
    results?.save();
    process.exit(130);
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
  await runSearches(open, { jobs, mayBegin, onEnd });
  process.off('SIGINT', stop).off('SIGTERM', stop);
  results?.save();
}

function summaryOf(record: SearchRecord): string {
  return (
    `${record.optimizer} on ${record.objective}, seed ${record.seed}: ${record.trials.length} evaluations, ` +
    `${(1000 * record.thinking.median).toFixed(1)} ms a decision`
  );
}
