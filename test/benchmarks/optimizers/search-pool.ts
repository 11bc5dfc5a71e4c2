import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { IncumbentError } from '#core/contract/errors.ts';
import { Explained, Refusal } from './refusal.ts';
import { type SearchResult, type SearchTask, search } from './search.ts';

/** What became of a search: its result, or why there is none. */
export type SearchEnd =
  | { readonly result: SearchResult }
  | {
      readonly error: string;
      /** Whether every seed would end like this. */
      readonly isRefusal: boolean;
    };

type PoolOptions = {
  readonly jobs: number;
  /** Asked before each search; those that may not begin are left out. */
  readonly mayBegin: (task: SearchTask) => boolean;
  readonly onEnd: (task: SearchTask, end: SearchEnd) => void;
};

const PROGRAM = fileURLToPath(new URL('search-process.ts', import.meta.url));

/** Runs the tasks in `jobs` processes side by side, each as soon as one is free. */
export async function runSearches(
  tasks: readonly SearchTask[],
  { jobs, mayBegin, onEnd }: PoolOptions,
): Promise<void> {
  const waiting = [...tasks];
  const next = () => {
    let task = waiting.shift();
    while (task !== undefined && !mayBegin(task)) {
      task = waiting.shift();
    }
    return task;
  };
  const work = async (run: (task: SearchTask) => Promise<SearchEnd>) => {
    for (let task = next(); task !== undefined; task = next()) {
      onEnd(task, await run(task));
    }
  };
  const runners = Array.from({ length: Math.min(jobs, tasks.length) }, () =>
    jobs === 1 ? work(searchSafely) : inAnotherProcess(work),
  );
  await Promise.all(runners);
}

/** Runs a search; what is thrown becomes its end. */
export async function searchSafely(task: SearchTask): Promise<SearchEnd> {
  try {
    return { result: await search(task) };
  } catch (error) {
    const { message, stack = message } = error as Error;
    const isExplained = error instanceof Explained || error instanceof IncumbentError;
    return { error: isExplained ? message : stack, isRefusal: error instanceof Refusal };
  }
}

async function inAnotherProcess(
  work: (run: (task: SearchTask) => Promise<SearchEnd>) => Promise<void>,
): Promise<void> {
  const child = fork(PROGRAM);
  const ended = once(child, 'exit').then(() => {
    throw new Error('A process of the benchmark ended before its search did.');
  });
  ended.catch(() => undefined);
  try {
    await work(async (task) => {
      child.send(task);
      const [end] = (await Promise.race([once(child, 'message'), ended])) as [SearchEnd];
      return end;
    });
  } finally {
    if (child.connected) {
      child.disconnect();
    }
  }
}
