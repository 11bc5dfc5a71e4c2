import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { errnoOf, named } from '#core/platform/files.ts';
import { createJournalReader, type JournalProblem } from '../journal/journal-reader.ts';
import type { RunLayout } from '../layout.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { createOnce, makeFolderIn, runDisk, syncFolder } from '../run-files.ts';
import type { WorkerSession } from '../session/worker-session.ts';
import { readsNothing } from '../trials/read-trial.ts';

const NEWLINE = 10;
const NO_JSON = '#'.charCodeAt(0);

/** What was found to tell nothing. */
type ToLeaveOut = {
  /** Whether journals have lines that are none. */
  readonly hasLines: boolean;
  /** Trials of folders that can't be read. */
  readonly folders: readonly string[];
};

/** Takes what tells nothing out of the way, and keeps it. Answers a sentence for each. */
export async function leaveOut(
  { layout, session }: { readonly layout: RunLayout; readonly session: Pick<WorkerSession, 'underLock'> },
  { hasLines, folders }: ToLeaveOut,
): Promise<readonly string[]> {
  if (!hasLines && folders.length === 0) {
    return [];
  }
  let lines = 0;
  let moved: readonly string[] = [];
  await session.underLock((ledger) => {
    lines += hasLines ? leaveOutLines(layout) : 0;
    moved = [...moved, ...leaveOutFolders(layout, ledger, folders)];
  });
  const taken = lines === 1 ? 'a line that is none' : `${lines} lines that are none`;
  return [
    ...(lines === 0 ? [] : [`took ${taken} out of the journals; .incumbent/left-out has the bytes`]),
    ...moved.map(
      (trial) => `moved the folder of trial ${trial}, which told nothing, into .incumbent/left-out`,
    ),
  ];
}

/** A line of a journal that is none, with where it ends. */
type BadLine = { readonly file: string; readonly offset: number; readonly bytes: Buffer };

/**
 * Takes lines that are none out of the journals: their bytes are kept in `.incumbent/left-out`, then empty lines stand
 * in their place. No other byte moves, so whoever reads on from where he stopped finds what he expects, and a writer
 * that slept goes on appending. To be called under the run's lock.
 *
 * @returns how many there were
 */
export function leaveOutLines(layout: RunLayout): number {
  const lines = badLines(layout);
  if (lines.length > 0) {
    makeFolderIn(layout.engine, 'left-out.make', layout.leftOut);
    for (const line of lines) {
      keepAside(layout, line);
    }
    syncFolder('left-out.sync-names', layout.leftOut);
    syncFolder('left-out.sync-names', layout.engine);
    blank(lines);
  }
  return lines.length;
}

function badLines(layout: RunLayout): readonly BadLine[] {
  const reader = createJournalReader(layout.root);
  for (const _entry of reader.readAllSync()) {
    // Only what is no entry is of interest.
  }
  const files = new Set(reader.problems.map(({ file }) => file));
  return [...files].flatMap((file) => {
    const content = named(file, 'read', () => readFileSync(file));
    return reader.problems
      .filter((problem) => problem.file === file)
      .map((problem) => lineOf(problem, content));
  });
}

function lineOf({ file, offset }: JournalProblem, content: Buffer): BadLine {
  return { file, offset, bytes: content.subarray(offset, content.indexOf(NEWLINE, offset)) };
}

/** Under a name that says where it was and what it is: the same line again has its place already. */
function keepAside(layout: RunLayout, { file, offset, bytes }: BadLine): void {
  const digest = createHash('sha256').update(bytes).digest('hex').slice(0, 12);
  createOnce('left-out', join(layout.leftOut, `${basename(file)}-${offset}-${digest}`), bytes);
}

/**
 * A line that is half overwritten, in whatever order the disk takes it, must not leave an end that reads as a line: so
 * first its beginning becomes what begins no line, then all of it, and only then empty lines.
 */
function blank(lines: readonly BadLine[]): void {
  const rounds: readonly ((length: number) => Buffer)[] = [
    () => Buffer.alloc(1, NO_JSON),
    (length) => Buffer.alloc(length, NO_JSON),
    (length) => Buffer.alloc(length, NEWLINE),
  ];
  for (const bytesFor of rounds) {
    for (const { file, offset, bytes } of lines) {
      named(file, 'write', () => runDisk.writeAt('journal.blank', file, bytesFor(bytes.length), offset));
    }
    for (const file of new Set(lines.map((line) => line.file))) {
      named(file, 'write', () => runDisk.syncFile('journal.sync-blanked', file));
    }
  }
}

/** Whether all that a folder in `results/` holds of a trial is its name: no journal, no configuration, no outcome. */
function tellsNothing(layout: RunLayout, ledger: Ledger, trial: string): boolean {
  return ledger.standing(trial) === 'unknown' && readsNothing(layout, trial);
}

/**
 * Moves folders of trials that tell nothing into `.incumbent/left-out`, with whatever a pipeline has written there. To
 * be called under the run's lock.
 *
 * @returns those that were moved: none where `results/` is a link to another disk
 */
function leaveOutFolders(layout: RunLayout, ledger: Ledger, trials: readonly string[]): readonly string[] {
  const moved = trials.filter((trial) => tellsNothing(layout, ledger, trial) && moveAside(layout, trial));
  if (moved.length > 0) {
    syncFolder('left-out.sync-names', layout.leftOut);
  }
  return moved;
}

function moveAside(layout: RunLayout, trial: string): boolean {
  const { directory } = layout.trial(trial);
  if (!existsSync(directory)) {
    return false;
  }
  makeFolderIn(layout.engine, 'left-out.make', layout.leftOut);
  return named(directory, 'move', () => {
    try {
      runDisk.rename('left-out.move', directory, freePlace(layout, basename(directory)));
      return true;
    } catch (thrown) {
      if (errnoOf(thrown) === 'EXDEV') {
        return false;
      }
      throw thrown;
    }
  });
}

/** `config_9`, or `config_9-2` where an earlier one lies there. */
function freePlace(layout: RunLayout, name: string): string {
  let place = join(layout.leftOut, name);
  for (let nth = 2; existsSync(place); nth += 1) {
    place = join(layout.leftOut, `${name}-${nth}`);
  }
  return place;
}
