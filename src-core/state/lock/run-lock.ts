import { randomUUID } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import lockfile from 'proper-lockfile';
import { z } from 'zod';
import { IncumbentError } from '#core/contract/errors.ts';
import { type Clock, systemClock } from '#core/platform/clock.ts';
import { errnoOf, fileError, named, readTextOrNull } from '#core/platform/files.ts';
import { isAlive, ownIdentity, sharesProcesses } from '#core/platform/process-identity.ts';
import { parseJsonAs } from '../json-file.ts';
import type { RunLayout } from '../layout.ts';
import { rootReplaced } from '../root/root-replaced.ts';
import { runDisk } from '../run-files.ts';
import { tryWhenFree } from './lock-looks.ts';
import { leaveToken, lockFileSystem } from './lock-token.ts';

/**
 * The library's staleness compares the file server's clock with ours, so it is put out of action; a lock is broken
 * here, by what this process saw itself.
 */
const NEVER_STALE = 365 * 24 * 3600 * 1000;
const UPDATE_EVERY = 2000;

/** Seconds without any sign of its holder after which a lock is broken; its holder touches it every two seconds. */
const LOCK_LEASE = 20;
/** Seconds for which a lock must look the same before a dead owner is believed: a new holder may not have signed yet. */
const DEAD_OWNER_LOOK = 0.05;
const DEFAULT_LOCK_TIMEOUT = 120;

const ownerSchema = z.object({
  holder: z.string(),
  host: z.string(),
  pid: z.number().int(),
  started: z.string().nullable(),
  space: z.string(),
});
type Owner = z.infer<typeof ownerSchema>;

export type RunLockOptions = {
  /** Who holds it, for the message of whoever waits in vain. */
  readonly holder: string;
  readonly clock?: Clock;
  /** Seconds until `lock-timeout`. */
  readonly timeout?: number;
  /** Seconds without a sign of life after which a lock is broken. */
  readonly lease?: number;
};

export type HeldLock = {
  /** Puts this process's name beside the lock, so that its death is noticed at once. */
  sign(): void;
  /** Lets go. A lock that others broke and took meanwhile (`overtaken`) is left to them. */
  release(overtaken: boolean): void;
};

export type RunLock = {
  /** Waits for the lock. Throws `lock-timeout` naming the holder, `root-replaced` where the run's directory is gone. */
  acquire(): Promise<HeldLock>;
};

/**
 * The run's one lock. It gives order and throughput; safety rests on fences and exclusive creates, so breaking a lock
 * whose holder only slept costs time and nothing else.
 */
export function createRunLock(layout: RunLayout, options: RunLockOptions): RunLock {
  const clock = options.clock ?? systemClock;
  const timeout = options.timeout ?? DEFAULT_LOCK_TIMEOUT;
  const lease = options.lease ?? LOCK_LEASE;
  const settings = lockSettings(layout);

  const atOnce = () => tryLock(layout, settings);

  /** A lock that is neither held nor free was removed by hand, or its root is gone: taking it makes it anew, or throws. */
  const tryIfMissing = async () => !existsSync(layout.lock) && (await atOnce());

  /** Waits for whoever holds the lock, and breaks it if its holder is gone. */
  async function outlast(): Promise<void> {
    const begun = clock.monotonic();
    const sight = createSight(layout, clock);
    sight.look();
    while (!((await tryIfMissing()) || (await tryWhenFree(layout, atOnce, false)))) {
      const { unchanged, owner } = sight.look();
      if (unchanged >= lease || (unchanged >= DEAD_OWNER_LOOK && isDead(owner))) {
        sight.breakLock();
      } else if (clock.monotonic() - begun > timeout) {
        throw lockTimeout(layout, owner, timeout);
      }
    }
  }

  async function acquire(): Promise<HeldLock> {
    // To be refused by the library costs as much as a short step: where others hold the lock, it is not asked.
    const isFree = existsSync(layout.freeLock);
    if (!((isFree && (await atOnce())) || (await tryWhenFree(layout, atOnce, true)))) {
      await outlast();
    }
    return hold(layout, settings, options.holder);
  }
  return { acquire };
}

function lockSettings(layout: RunLayout) {
  return {
    // The library keeps its books by this name, which need not exist: two locks of one process are two.
    name: `${layout.engine}#${randomUUID()}`,
    realpath: false,
    lockfilePath: layout.lock,
    fs: lockFileSystem(layout),
    stale: NEVER_STALE,
    update: UPDATE_EVERY,
    // The default throws from a timer and ends the process. A lost lock is found by the fence.
    onCompromised: () => undefined,
  };
}
type LockSettings = ReturnType<typeof lockSettings>;

/**
 * Without retries it is decided when this returns, since our file operations do not wait. The library's synchronous form
 * looks at each lock anew how exactly the file system keeps times, and writes one for that.
 */
async function tryLock(layout: RunLayout, settings: LockSettings): Promise<boolean> {
  try {
    await lockfile.lock(settings.name, settings);
    return true;
  } catch (thrown) {
    return refusedBecauseHeld(thrown, layout);
  }
}

function refusedBecauseHeld(thrown: unknown, layout: RunLayout): false {
  const errno = errnoOf(thrown);
  if (errno === 'ELOCKED') {
    return false;
  }
  if (errno === 'ENOENT') {
    throw rootReplaced(layout.root, null);
  }
  throw fileError(thrown, layout.lock, 'lock');
}

function hold(layout: RunLayout, settings: LockSettings, holder: string): HeldLock {
  return {
    sign: () =>
      named(layout.lockOwner, 'write', () =>
        runDisk.writeOver('lock.sign', layout.lockOwner, JSON.stringify({ holder, ...ownIdentity() })),
      ),
    release: (overtaken) => {
      const fs = overtaken ? { ...settings.fs, rmdirSync: () => undefined } : settings.fs;
      try {
        lockfile.unlockSync(settings.name, { ...settings, fs });
      } catch (thrown) {
        // The library found out by itself that the lock was lost, or the directory is gone.
        if (!['ENOTACQUIRED', 'ERELEASED', 'ENOENT'].includes(errnoOf(thrown) ?? '')) {
          throw fileError(thrown, layout.lock, 'unlock');
        }
      }
    },
  };
}

/** What tells one hold of the lock from the next, and one touch of its holder from the next. */
function sightOf(path: string): string | null {
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stat === undefined ? null : `${stat.ino} ${stat.ctimeNs} ${stat.mtimeNs}`;
}

/** How long a lock has looked the same, by this process's own monotonic clock. */
function createSight(layout: RunLayout, clock: Clock) {
  let seen: string | null = null;
  let since = clock.monotonic();
  let touched: string | null = null;
  return {
    look(): { readonly unchanged: number; readonly owner: Owner | null } {
      const owner = readLockOwner(layout);
      touched = sightOf(layout.lock);
      const now = `${touched} ${JSON.stringify(owner)}`;
      if (touched === null || now !== seen) {
        seen = now;
        since = clock.monotonic();
      }
      return { unchanged: clock.monotonic() - since, owner };
    },
    breakLock(): void {
      if (touched !== null && sightOf(layout.lock) === touched) {
        try {
          leaveToken(layout, 'lock.break');
        } catch (thrown) {
          if (errnoOf(thrown) !== 'ENOENT') {
            throw fileError(thrown, layout.lock, 'break the lock');
          }
        }
      }
    },
  };
}

/** Who signed the lock last; null where nobody did, or half. */
export function readLockOwner(layout: RunLayout): Owner | null {
  return parseJsonAs(ownerSchema, readTextOrNull(layout.lockOwner));
}

/** Whether a holder was a process of this machine that is gone. */
export function isDead(owner: Owner | null): boolean {
  return owner !== null && sharesProcesses(owner, ownIdentity()) && !isAlive(owner.pid, owner.started);
}

function lockTimeout(layout: RunLayout, owner: Owner | null, timeout: number): IncumbentError {
  const who =
    owner === null ? 'a holder that left no name' : `${owner.holder} (process ${owner.pid} on ${owner.host})`;
  return new IncumbentError(
    'lock-timeout',
    `The run's lock must come free within ${timeout} s; ${who} still holds it: ${layout.lock}`,
    { lock: layout.lock, owner, timeout },
  );
}
