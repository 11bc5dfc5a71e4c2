import type { Stats } from 'node:fs';
import { opendir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { namesIn, readSmallFile } from '../foreign/small-file.ts';
import type { Mapping } from './parts.ts';
import { readPythonMapping } from './python/python-yaml.ts';
import { idOfDirectory } from './trials/trial-name.ts';

/** What tells the layouts of the library apart; a root says its version nowhere. */
export type RootMarks = {
  /** Names directly in the root. */
  readonly names: ReadonlySet<string>;
  /** Names in `summary/`. */
  readonly summary: ReadonlySet<string>;
  /** How `summary/best_config.txt` begins; empty where there is nothing in it (yet). */
  readonly bestConfig: string;
  /** `optimizer_info.yaml` or `.optimizer_info.yaml`; null where it can't be read (yet). */
  readonly optimizerInfo: Mapping | null;
  /** A worker's id, as a trial gives it; null without one. */
  readonly worker: string | null;
};

const INFO_FILES = ['optimizer_info.yaml', '.optimizer_info.yaml'];

/** Files that decide the layout. What the root itself holds is looked at by its names. */
export const MARK_FILES: readonly string[] = INFO_FILES;

/** @param worker - a worker that a trial has named so far; null without one */
export function readMarks(root: string, worker: string | null): RootMarks {
  const info = INFO_FILES.map((name) => readSmallFile(join(root, name))).find((text) => text !== null);
  return {
    names: new Set(namesIn(root)),
    summary: new Set(namesIn(join(root, 'summary'))),
    bestConfig: readSmallFile(join(root, 'summary', 'best_config.txt'))?.slice(0, 200) ?? '',
    optimizerInfo: info === undefined ? null : readPythonMapping(info),
    worker,
  };
}

/** Whether something that lay in the root or beside its summary lies there no more. */
export function hasLost(before: RootMarks, now: RootMarks): boolean {
  const isIn = (names: ReadonlySet<string>) => (name: string) => names.has(name);
  return !([...before.names].every(isIn(now.names)) && [...before.summary].every(isIn(now.summary)));
}

/** Entries of the trials' folder that are looked at to find out whether a root is one. */
const SAMPLES = 20;

/**
 * Whether a directory is a root of the library: the folder of its trials, with the optimizer's file beside it or a
 * trial's metadata in it. Other programs have a folder `configs` or `results` too.
 */
export async function isNepsRoot(root: string): Promise<boolean> {
  return (
    (await isRootWith(root, 'configs', ['optimizer_info.yaml', '.optimizer.lock'], 'metadata.json')) ||
    (await isRootWith(root, 'results', ['.optimizer_info.yaml', '.decision_lock'], 'metadata.yaml'))
  );
}

async function isRootWith(
  root: string,
  folder: string,
  files: readonly string[],
  metadata: string,
): Promise<boolean> {
  if (!(await isThere(join(root, folder), (found) => found.isDirectory()))) {
    return false;
  }
  const samples = await firstNames(join(root, folder));
  const trials = samples.filter((name) => idOfDirectory(name) !== null);
  const marks = [...files, ...trials.map((name) => join(folder, name, metadata))];
  for (const mark of marks) {
    if (await isThere(join(root, mark), (found) => found.isFile())) {
      return true;
    }
  }
  return false;
}

async function isThere(path: string, is: (found: Stats) => boolean): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found !== null && is(found);
}

/** Some names of a directory, which may have very many. */
async function firstNames(path: string): Promise<readonly string[]> {
  const names: string[] = [];
  try {
    for await (const { name } of await opendir(path)) {
      names.push(name);
      if (names.length === SAMPLES) {
        break;
      }
    }
  } catch {
    return names;
  }
  return names;
}
