import { existsSync, readdirSync } from 'node:fs';
import { fileError, readTextOrNull } from '#core/platform/files.ts';
import type { RunLayout } from '../layout.ts';
import { leaveMark, runDisk } from '../run-files.ts';

/** Old fences are removed in blocks once this many newer ones exist. */
const FENCES_KEPT = 1024;
const PRUNE_EVERY = 256;
/** Far more than there will be, far less than counting can tell apart. */
const MOST_FENCES = 2 ** 40;

/**
 * Fences number the tenures of the lock: each is one exclusive create, and whoever holds the lock writes under the
 * fence of his own. A holder that finds a higher fence than his was overtaken while he slept.
 */
export type Fence = {
  /**
   * The fence of this process's tenure; the one before goes on as long as nobody else held the lock since. `known`: the
   * highest that any journal names. Whoever wrote it held the lock, even where this machine does not see his fence yet,
   * as a network file system that remembers what was missing.
   */
  take(known: number): { readonly fence: number; readonly fresh: boolean };
  /** Whether nobody took the lock since `take`. */
  isCurrent(): boolean;
  /** Ends a tenure, whether it took a fence or not; answers whether somebody else took the lock during it. */
  leave(): boolean;
};

export function createFence(layout: RunLayout): Fence {
  let current = 0;
  let taken = false;

  const isCurrent = () =>
    // In this order: old fences vanish from the lowest up, so a missing successor of an existing fence never existed.
    current > 0 && !existsSync(layout.fence(current + 1)) && existsSync(layout.fence(current));

  function take(known: number) {
    if (known <= current && isCurrent()) {
      taken = true;
      return { fence: current, fresh: false };
    }
    let fence = Math.max(current, known, lastTaken(layout)) + 1;
    while (!leaveMark('fence.create', layout.fence(fence))) {
      fence += 1;
    }
    current = fence;
    taken = true;
    remember(layout, fence);
    return { fence, fresh: true };
  }

  function leave(): boolean {
    const overtaken = taken && !isCurrent();
    taken = false;
    return overtaken;
  }
  return { take, isCurrent, leave };
}

/** The number twice, since it is written over the one before and a reader may meet a part of both. */
const NUMBER_TWICE = /^(\d+)(?: (\d+))?\s*$/;

/** Only where to begin trying: the exclusive create decides. What no run gets to is a file that was damaged. */
function lastTaken(layout: RunLayout): number {
  const [, number = '0', again = number] = NUMBER_TWICE.exec(readTextOrNull(layout.lastFence) ?? '') ?? [];
  return number === again && Number(number) <= MOST_FENCES ? Number(number) : 0;
}

function remember(layout: RunLayout, fence: number): void {
  try {
    runDisk.writeOver('last-fence.write', layout.lastFence, `${fence} ${fence}\n`);
    if (fence % PRUNE_EVERY === 0) {
      prune(layout, fence - FENCES_KEPT);
    }
  } catch (thrown) {
    throw fileError(thrown, layout.lastFence, 'write');
  }
}

/** Removes fences up to `newest`, lowest first: `isCurrent` relies on that order. */
function prune(layout: RunLayout, newest: number): void {
  const old = readdirSync(layout.fences)
    .map(Number)
    .filter((fence) => fence <= newest)
    .sort((a, b) => a - b);
  for (const fence of old) {
    runDisk.remove('fence.prune', layout.fence(fence));
  }
}
