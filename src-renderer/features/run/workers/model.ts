import type { WorkerStatus } from '#core/contract/status.ts';

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

/** Those that live first, then those that left, the latest on top. */
export function inOrderOfInterest(workers: readonly WorkerStatus[]): readonly WorkerStatus[] {
  return workers.toSorted(
    (a, b) => Number(isAlive(b)) - Number(isAlive(a)) || (a.started_at < b.started_at ? 1 : -1) || 0,
  );
}
