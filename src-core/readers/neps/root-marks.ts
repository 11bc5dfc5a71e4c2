import { join } from 'node:path';
import { namesIn, readSmallFile, statOrNull } from '../foreign/small-file.ts';
import type { Mapping } from './parts.ts';
import { readPythonMapping } from './python-yaml.ts';
import { idOfDirectory } from './trial-name.ts';

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

/** Directories of trials that are looked at to find out whether a root is one. */
const SAMPLES = 20;

/**
 * Whether a directory is a root of the library: the folder of its trials, with the optimizer's file beside it or a
 * trial's metadata in it. Other programs have a folder `configs` or `results` too.
 */
export function isNepsRoot(root: string): boolean {
  return (
    isRootWith(root, 'configs', ['optimizer_info.yaml', '.optimizer.lock'], 'metadata.json') ||
    isRootWith(root, 'results', ['.optimizer_info.yaml', '.decision_lock'], 'metadata.yaml')
  );
}

function isRootWith(root: string, folder: string, files: readonly string[], metadata: string): boolean {
  if (statOrNull(join(root, folder))?.isDirectory() !== true) {
    return false;
  }
  if (files.some((name) => statOrNull(join(root, name))?.isFile() === true)) {
    return true;
  }
  const trials = (namesIn(join(root, folder)) ?? []).filter((name) => idOfDirectory(name) !== null);
  return trials
    .slice(0, SAMPLES)
    .some((name) => statOrNull(join(root, folder, name, metadata))?.isFile() === true);
}
