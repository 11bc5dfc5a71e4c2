import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type SearchResult, type SearchTask, search } from './search.ts';

/** What {@link runSearches} tells as searches end. */
type Listener = (task: SearchTask, result: SearchResult) => void;

type PoolOptions = {
  readonly jobs: number;
  /** Asked before each search; those that may not begin are left out. */
  readonly mayBegin: () => boolean;
  readonly onEnd: Listener;
};

/** An answer of the process of `search-process.ts`. */
export type ProcessAnswer = { readonly result: SearchResult } | { readonly error: string };

const PROGRAM = fileURLToPath(new URL('search-process.ts', import.meta.url));

/** Runs the tasks in `jobs` processes side by side, each as soon as one is free. Stops at the first that fails. */
export async function runSearches(
  tasks: readonly SearchTask[],
  { jobs, mayBegin, onEnd }: PoolOptions,
): Promise<void> {
  const waiting = [...tasks];
  const next = () => (mayBegin() ? waiting.shift() : undefined);
  const runners = Array.from({ length: Math.min(jobs, tasks.length) }, () =>
    jobs === 1 ? inThisProcess(next, onEnd) : inAnotherProcess(next, onEnd),
  );
  await Promise.all(runners);
}

type Next = () => SearchTask | undefined;

async function inThisProcess(next: Next, onEnd: Listener): Promise<void> {
  for (let task = next(); task !== undefined; task = next()) {
    onEnd(task, await search(task));
  }
}

async function inAnotherProcess(next: Next, onEnd: Listener): Promise<void> {
  const child = fork(PROGRAM);
  try {
    for (let task = next(); task !== undefined; task = next()) {
      child.send(task);
      const [answer] = (await once(child, 'message')) as [ProcessAnswer];
      if ('error' in answer) {
        throw new Error(answer.error);
      }
      onEnd(task, answer.result);
    }
  } finally {
    child.disconnect();
  }
}
