import { constants, copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '#core/platform/clock.ts';
import { namesIn, stampOfFile, statOrNull } from '../foreign/small-file.ts';
import { rollBack } from './sqlite-rollback.ts';

/** What belongs to a database beside its file; the shared memory of a write-ahead log is made anew from the log. */
const COMPANIONS = ['', '-wal', '-journal'];
/** How often a copy is tried that a writer spoils, and the milliseconds in between. */
const TRIES = 8;
const PAUSE = 40;
const PREFIX = 'sqlite-';
/** No look takes so long, in milliseconds. */
const OLD = 3_600_000;

/** A database as it was at one moment, in a folder of its own that is removed with it. */
export type DatabaseCopy = { readonly file: string; remove(): void };

/** Differs after anything was written to the database. */
export function databaseStamp(file: string): string {
  return COMPANIONS.map((companion) => stampOfFile(file + companion)).join('|');
}

/**
 * Copies a database without a lock: it counts when no file of it changed meanwhile. A transaction that was in progress is
 * taken back in the copy, as SQLite does after a crash.
 *
 * @param folder - where copies may lie for a moment; null: where the system keeps such things
 * @returns null where a writer spoilt each try: the next look tries again
 */
export function copyDatabase(file: string, folder: string | null): DatabaseCopy | null {
  const base = folder ?? tmpdir();
  mkdirSync(base, { recursive: true });
  if (folder !== null) {
    removeOld(folder);
  }
  const place = mkdtempSync(join(base, PREFIX));
  const remove = (): void => rmSync(place, { recursive: true, force: true });
  const copy = join(place, 'copy.db');
  for (let tries = 0; tries < TRIES; tries += 1) {
    if (copyOnce(file, copy)) {
      if (existsSync(`${copy}-journal`)) {
        rollBack(copy, `${copy}-journal`);
      }
      return { file: copy, remove };
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE);
  }
  remove();
  return null;
}

/** Copies that a process left when it was killed. */
function removeOld(folder: string): void {
  for (const name of namesIn(folder) ?? []) {
    const path = join(folder, name);
    const changedAt = name.startsWith(PREFIX) ? statOrNull(path)?.mtimeMs : undefined;
    if (changedAt !== undefined && systemClock.now().getTime() - changedAt > OLD) {
      rmSync(path, { recursive: true, force: true });
    }
  }
}

function copyOnce(file: string, copy: string): boolean {
  const before = databaseStamp(file);
  for (const companion of COMPANIONS) {
    rmSync(copy + companion, { force: true });
    try {
      copyFileSync(file + companion, copy + companion, constants.COPYFILE_FICLONE);
    } catch (error) {
      if (companion === '') {
        throw error;
      }
    }
  }
  return databaseStamp(file) === before;
}
