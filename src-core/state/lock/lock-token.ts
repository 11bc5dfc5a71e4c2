import { existsSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { errnoOf, temporaryName } from '#core/platform/files.ts';
import { LOCK_OWNER, type RunLayout } from '../layout.ts';
import { discardPrepared, runDisk } from '../run-files.ts';
import { mayBeOccupied } from './rename-refusal.ts';

/** The directory that is the lock; never empty, so that no other directory can be renamed onto it. */
export function createLockToken(path: string): void {
  runDisk.makeDirectory('token.make', path);
  runDisk.writeFile('token.owner', join(path, LOCK_OWNER), '{}\n');
}

/**
 * The file operations with which proper-lockfile takes and leaves the lock: instead of making and removing a
 * directory it renames one between a held and a free name. As exclusive, and it creates and deletes nothing: file
 * systems such as ext4 take long to find room where thousands of directories were deleted in the last minutes.
 */
export function lockFileSystem(layout: RunLayout) {
  const operations = {
    mkdirSync: () => takeToken(layout),
    rmdirSync: () => leaveToken(layout, 'lock.leave'),
    statSync: (path: string) => statSync(path),
    utimesSync: (path: string, accessed: Date, modified: Date) =>
      runDisk.touch('lock.touch', path, accessed, modified),
    realpathSync: (path: string) => realpathSync(path),
  };
  return {
    ...operations,
    mkdir: calling(operations.mkdirSync),
    rmdir: calling(operations.rmdirSync),
    stat: calling(operations.statSync),
    utimes: calling(operations.utimesSync),
    realpath: calling(operations.realpathSync),
  };
}

/** Throws `EEXIST` where the lock is held. */
function takeToken(layout: RunLayout): void {
  if (renamed('lock.take', layout.freeLock, layout.lock)) {
    return;
  }
  if (existsSync(layout.lock)) {
    throw held(layout.lock);
  }
  // Between the two looks its holder may have left it; otherwise somebody removed it by hand.
  if (renamed('lock.take', layout.freeLock, layout.lock)) {
    return;
  }
  const token = temporaryName(layout.lock);
  createLockToken(token);
  try {
    renamed('token.place', token, layout.lock);
  } finally {
    discardPrepared('token.discard', token);
  }
}

/** Leaves the lock free; where a second token came about, one of the two is removed. */
export function leaveToken(layout: RunLayout, step: 'lock.leave' | 'lock.break'): void {
  try {
    runDisk.rename(step, layout.lock, layout.freeLock);
  } catch (thrown) {
    if (!mayBeOccupied(thrown) || !existsSync(layout.freeLock)) {
      throw thrown;
    }
    runDisk.remove('lock.drop', layout.lock);
  }
}

/** Whether there was something to rename. Throws `EEXIST` where the lock is held under the new name. */
function renamed(step: 'lock.take' | 'token.place', from: string, to: string): boolean {
  try {
    runDisk.rename(step, from, to);
    return true;
  } catch (thrown) {
    const errno = errnoOf(thrown);
    if (errno === 'ENOENT') {
      return false;
    }
    throw mayBeOccupied(thrown) && existsSync(to) ? held(to) : thrown;
  }
}

function held(lock: string): Error {
  return Object.assign(new Error(`The lock is held: ${lock}`), { code: 'EEXIST' });
}

/** The callback form of a synchronous operation: quicker than the thread pool for what takes microseconds. */
function calling<Arguments extends readonly unknown[], T>(operation: (...given: Arguments) => T) {
  return (...given: [...Arguments, (error: unknown, value?: T) => void]) => {
    const callback = given.pop() as (error: unknown, value?: T) => void;
    let value: T;
    try {
      value = operation(...(given as unknown as Arguments));
    } catch (thrown) {
      callback(thrown);
      return;
    }
    callback(null, value);
  };
}
