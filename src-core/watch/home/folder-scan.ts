import { opendir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { IncumbentError, messageOf } from '#core/contract/errors.ts';
import { errnoOf } from '#core/platform/files.ts';
import type { FileScan } from '#core/readers/reader.ts';
import type { Readers } from '#core/readers/readers.ts';

/** Levels below a watched folder at which a run may lie. */
export const SCAN_DEPTH = 4;

/** Directories that one scan looks into at most, and subdirectories and files that it takes of one of them. */
const MOST_DIRECTORIES = 4000;
const MOST_PER_DIRECTORY = 1000;
const MOST_FILES = 200;

/** Directories in which nobody keeps runs, but many files. Hidden ones are passed over too. */
const PASSED_OVER: ReadonlySet<string> = new Set(['node_modules', 'results', '__pycache__', 'summary_csv']);

export type FolderScan = {
  /** Roots of runs, in the order of a walk level by level. */
  readonly roots: readonly string[];
  /** Why not everything was looked at; null where it was. */
  readonly problem: string | null;
};

/** How runs are found: directories by the readers, files by a scan that may remember what it read. */
export type Formats = { readonly readers: Readers; readonly files: FileScan };

/** @throws IncumbentError `not-found` where there is no folder to watch */
export async function requireFolder(path: string): Promise<void> {
  const there = await stat(path).catch(() => null);
  if (there?.isDirectory() !== true) {
    const found = there === null ? 'nothing' : 'a file';
    throw new IncumbentError('not-found', `Expected a folder to watch, found ${found} at ${path}`, { path });
  }
}

/** True for names that a scan does not enter. */
export function isPassedOver(name: string): boolean {
  return name.startsWith('.') || PASSED_OVER.has(name);
}

/**
 * Every run at or below `folder`, bounded in depth and breadth: directories, and the runs in files. A run
 * is not searched for further runs, links are not followed, and what can't be read is passed over and told.
 */
export async function scanFolder(folder: string, formats: Formats): Promise<FolderScan> {
  const roots: string[] = [];
  let level: readonly string[] = [folder];
  let left = MOST_DIRECTORIES;
  let problem: string | null = null;
  for (let depth = 0; depth <= SCAN_DEPTH && level.length > 0; depth += 1) {
    const found = await scanLevel(level.slice(0, left), folder, formats);
    roots.push(...found.roots);
    problem ??= found.problem;
    problem ??= level.length > left ? TOO_MANY : null;
    left = Math.max(0, left - level.length);
    level = found.below;
  }
  return { roots, problem };
}

const TOO_MANY = `Only the first ${MOST_DIRECTORIES} directories below it are looked at`;

type Level = { readonly roots: string[]; readonly below: string[]; readonly problem: string | null };

/** Below the folder itself directories come and go; one that has just gone is no problem. */
async function scanLevel(directories: readonly string[], folder: string, formats: Formats): Promise<Level> {
  const roots: string[] = [];
  const below: string[] = [];
  let problem: string | null = null;
  for (const directory of directories) {
    if ((await formats.readers.find(directory)) !== null) {
      roots.push(directory);
      continue;
    }
    const listing = await listed(directory, formats.readers);
    below.push(...listing.directories);
    problem ??= listing.isGone && directory !== folder ? null : listing.problem;
    for (const file of listing.files) {
      const found = await runsIn(file, formats.files);
      roots.push(...found.roots);
      problem ??= found.problem;
    }
  }
  return { roots, below, problem };
}

async function runsIn(file: string, files: FileScan): Promise<FolderScan> {
  try {
    return { roots: await files.rootsIn(file), problem: null };
  } catch (error) {
    return { roots: [], problem: `Not looked into: ${file}: ${messageOf(error)}` };
  }
}

type Listed = {
  readonly directories: readonly string[];
  /** Those that may hold runs. */
  readonly files: readonly string[];
  readonly problem: string | null;
  readonly isGone: boolean;
};

async function listed(directory: string, readers: Readers): Promise<Listed> {
  const directories: string[] = [];
  const files: string[] = [];
  try {
    for await (const entry of await opendir(directory)) {
      const path = join(directory, entry.name);
      if (isPassedOver(entry.name)) {
        continue;
      }
      if (entry.isDirectory() && directories.length < MOST_PER_DIRECTORY) {
        directories.push(path);
      } else if (entry.isFile() && readers.mayHold(entry.name) && files.length < MOST_FILES) {
        files.push(path);
      }
    }
  } catch (error) {
    const isGone = errnoOf(error) === 'ENOENT';
    const problem = `Not looked into: ${directory}: ${messageOf(error)}`;
    return { directories: [], files: [], problem, isGone };
  }
  return { directories: directories.sort(), files: files.sort(), problem: null, isGone: false };
}
