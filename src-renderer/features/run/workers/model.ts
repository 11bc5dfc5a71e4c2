import type { WorkerStatus } from '#core/contract/run/status.ts';
import { count } from '#renderer/format/numbers.ts';

/** What can't be known yet counts as alive. */
export function isAlive({ alive }: WorkerStatus): boolean {
  return alive !== false;
}

/** What is known of a worker's life, in a word. */
export function lifeWord({ alive, ended_because, left_at }: WorkerStatus): string {
  if (alive === null) {
    return 'not known yet';
  }
  if (alive) {
    return 'alive';
  }
  if (left_at === undefined) {
    return 'not known';
  }
  return ended_because === null ? 'died' : 'ended';
}

/** What is told of several together. */
const SUMMED: Readonly<Record<string, string>> = {
  died: 'gone',
  ended: 'gone',
  'not known yet': 'may be alive',
};

/** How many live, may live, left, and of how many nothing is known: `3 alive, 1 gone`. */
export function livesWords(workers: readonly WorkerStatus[]): string {
  const words = workers.map(lifeWord).map((word) => SUMMED[word] ?? word);
  return ['alive', 'may be alive', 'gone', 'not known']
    .map((word) => [words.filter((each) => each === word).length, word] as const)
    .filter(([number]) => number > 0)
    .map(([number, word]) => `${count(number)} ${word}`)
    .join(', ');
}

/** Those that live first, then those that left, the latest on top. */
export function inOrderOfInterest(workers: readonly WorkerStatus[]): readonly WorkerStatus[] {
  return workers.toSorted(
    (a, b) => Number(isAlive(b)) - Number(isAlive(a)) || (a.started_at < b.started_at ? 1 : -1) || 0,
  );
}
