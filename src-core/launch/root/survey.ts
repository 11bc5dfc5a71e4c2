import type { Dirent } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { errnoOf, fileError } from '#core/platform/files.ts';
import { ENGINE_DIRECTORY } from '#core/state/layout.ts';

/** What lies in a directory that is about to be moved away, and what of it no run wrote. */
export type Survey = {
  readonly files: number;
  readonly sizeBytes: number;
  /** Relative paths of files and directories that the run did not write, at most {@link FOREIGN_LISTED}. */
  readonly foreign: readonly string[];
  readonly foreignCount: number;
  /** Directories below that hold a repository or another run, relative; empty where there is none. */
  readonly repositories: readonly string[];
  readonly runs: readonly string[];
};

const FOREIGN_LISTED = 20;

/** What runs of this program and of the Python library write directly into their root. */
const RUN_ENTRIES = new Set([
  ENGINE_DIRECTORY,
  'results',
  'configs',
  'summary_csv',
  'summary',
  'summary_tb',
  'all_losses_and_configs.txt',
  'best_loss_trajectory.txt',
  'best_loss_with_config_trajectory.txt',
  'optimizer_info.yaml',
  'optimizer_state.pkl',
  'pipeline_space.pkl',
  'shared_errors.jsonl',
  '.optimizer_info.yaml',
  '.optimizer_state.yaml',
  '.seed_state',
  '.decision_lock',
  '.optimizer.lock',
  '.configs.lock',
  '.errors.lock',
  '.trace.lock',
]);
/** Below these, only trials' folders are the run's; what is in a trial's folder belongs to its pipeline. */
const TRIAL_FOLDERS = new Set(['results', 'configs']);
const TRIAL_ENTRY = /^(config_.+|\.trial_cache\.pkl|\.incumbent-trash)$/;
const REPOSITORY_MARKS = new Set(['.git', '.hg', '.svn']);

type Tally = { files: number; sizeBytes: number; foreignCount: number };
type Findings = { readonly foreign: string[]; readonly repositories: string[]; readonly runs: string[] };

/** Walks the whole directory once; links are counted, never followed. Slow only where it is large. */
export async function survey(root: string): Promise<Survey> {
  const tally: Tally = { files: 0, sizeBytes: 0, foreignCount: 0 };
  const findings: Findings = { foreign: [], repositories: [], runs: [] };
  await walk(root, root, { tally, findings, isForeign: false });
  return { ...tally, ...findings };
}

type Walk = { readonly tally: Tally; readonly findings: Findings; readonly isForeign: boolean };

async function walk(root: string, folder: string, state: Walk): Promise<void> {
  const entries = await entriesOf(folder);
  noteMarks(root, folder, entries, state.findings);
  for (const entry of entries) {
    const path = join(folder, entry.name);
    const startsForeign = !state.isForeign && isForeign(root, folder, entry.name);
    if (startsForeign) {
      state.tally.foreignCount += 1;
      if (state.findings.foreign.length < FOREIGN_LISTED) {
        state.findings.foreign.push(relative(root, path));
      }
    }
    if (entry.isDirectory()) {
      await walk(root, path, { ...state, isForeign: state.isForeign || startsForeign });
    } else {
      state.tally.files += 1;
      state.tally.sizeBytes += await sizeOf(path);
    }
  }
}

/** Directories come and go while a run is looked at. */
async function entriesOf(folder: string): Promise<readonly Dirent[]> {
  return await readdir(folder, { withFileTypes: true }).catch((thrown) => {
    if (errnoOf(thrown) === 'ENOENT') {
      return [];
    }
    throw fileError(thrown, folder, 'list');
  });
}

function noteMarks(root: string, folder: string, entries: readonly Dirent[], findings: Findings): void {
  const here = relative(root, folder) || '.';
  if (entries.some(({ name }) => REPOSITORY_MARKS.has(name))) {
    findings.repositories.push(here);
  }
  if (folder !== root && entries.some(({ name }) => name === ENGINE_DIRECTORY)) {
    findings.runs.push(here);
  }
}

function isForeign(root: string, folder: string, name: string): boolean {
  const place = relative(root, folder);
  return place === '' ? !RUN_ENTRIES.has(name) : TRIAL_FOLDERS.has(place) && !TRIAL_ENTRY.test(name);
}

/** Files come and go while a run is looked at. */
async function sizeOf(path: string): Promise<number> {
  return (await lstat(path).catch(() => null))?.size ?? 0;
}
