import type { Launch } from '#core/contract/run/run-view.ts';
import type { LifeSpan } from '#core/readers/living-time.ts';

/** How a run was worked on last: what the next start of workers proposes. */
export type LastLaunch = {
  /** Null where nobody was ever asked for. */
  readonly workers: number | null;
  readonly env: Readonly<Record<string, string>>;
};

/**
 * The last launch that found nobody at work, with those that were added to it since and worked beside its own; the
 * variables are those of its own workers.
 *
 * @param lives - of all workers of the run
 */
export function lastLaunch(launches: readonly Launch[], lives: readonly LifeSpan[]): LastLaunch {
  let workers = 0;
  let first: Launch | null = null;
  for (const launch of launches.toReversed()) {
    if (launch.workers === 0) {
      continue;
    }
    workers += launch.workers;
    first = launch;
    const at = Date.parse(launch.at);
    if (!lives.some(({ from, to }) => from < at && at < to)) {
      break;
    }
  }
  return first === null
    ? { workers: null, env: {} }
    : {
        workers: Math.min(workers, mostAtOnce(lives, Date.parse(first.at)) || workers),
        env: first.env ?? {},
      };
}

/** How many lived together at most, of those that came since then: one that replaced a dead one is no further one. */
function mostAtOnce(lives: readonly LifeSpan[], since: number): number {
  const recent = lives.filter(({ from }) => from >= since);
  return Math.max(
    0,
    ...recent.map(({ from: at }) => recent.filter(({ from, to }) => from <= at && at < to).length),
  );
}
