import { closeSync, existsSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { configYaml } from '#core/config/values/config-text.ts';
import type { SearchSpace } from '#core/contract/space.ts';
import { errnoOf, fileError, named } from '#core/platform/files.ts';
import type { RunLayout, TrialLayout } from '../layout.ts';
import { discardPrepared, makeFolderIn, replaceFile, runDisk } from '../run-files.ts';
import { metadataYaml, outcomeFile, type TrialFacts } from './trial-files.ts';

const NEWLINE = 10;
/** What a worker looks at when it begins are three files of each trial: they must not become texts in its memory. */
const PIECE = Buffer.allocUnsafeSlow(1 << 16);
const NOTHING = Buffer.alloc(0);

/**
 * Whether a small file of ours is there and not half: after a power cut, one that was renamed into place without a sync
 * may be empty, end too early, or read as zeros where its pages were not written. One that holds something else than
 * `expected` is whole: its content is for others to judge.
 */
export function isWholeFile(path: string, expected: string): boolean {
  const found = bytesOf(path);
  const wanted = Buffer.from(expected);
  const isCut = found.length < wanted.length && wanted.subarray(0, found.length).equals(found);
  const isEnded = found.at(-1) === NEWLINE || wanted.at(-1) !== NEWLINE;
  return isEnded && !isCut && !found.includes(0);
}

/** The content of a file until the next call; nothing where there is none. */
function bytesOf(path: string): Buffer {
  try {
    const descriptor = openSync(path, 'r');
    try {
      const length = readSync(descriptor, PIECE, 0, PIECE.length, 0);
      return length < PIECE.length ? PIECE.subarray(0, length) : readFileSync(path);
    } finally {
      closeSync(descriptor);
    }
  } catch (thrown) {
    if (['ENOENT', 'ENOTDIR'].includes(errnoOf(thrown) ?? '')) {
      return NOTHING;
    }
    throw fileError(thrown, path, 'read');
  }
}

/**
 * Makes the directory of a new trial, complete with its first files, by one rename. A directory that is there
 * already is completed instead.
 */
export function createTrialDirectory(layout: RunLayout, facts: TrialFacts, space: SearchSpace): void {
  const { directory } = layout.trial(facts.trial.trial);
  const prepared = preparedName(layout, facts.trial.trial, process.pid);
  try {
    makePrepared(layout, prepared);
    for (const [path, text] of firstFiles(layout, facts, space)) {
      runDisk.writeFile('trial.write', join(prepared, path), text);
    }
    if (!moveIntoPlace(prepared, directory)) {
      completeTrialDirectory(layout, facts, space);
    }
  } catch (thrown) {
    discardPrepared('trial.discard', prepared);
    throw fileError(thrown, directory, 'create');
  }
}

/** Makes `results/` too where it was removed, but never the root: that is gone then. */
function makePrepared(layout: RunLayout, prepared: string): void {
  try {
    runDisk.makeDirectory('trial.make', prepared);
  } catch (thrown) {
    if (errnoOf(thrown) !== 'ENOENT') {
      throw thrown;
    }
    runDisk.makeDirectory('results.make-again', layout.results);
    runDisk.makeDirectory('trial.make', prepared);
  }
}

/** Beside its final place, which may be a link to another disk. */
function preparedName(layout: RunLayout, trial: string, pid: number): string {
  return join(layout.results, `.config_${trial}.${pid}`);
}

function firstFiles(
  layout: RunLayout,
  facts: TrialFacts,
  space: SearchSpace,
): readonly (readonly [string, string])[] {
  const files = layout.trial(facts.trial.trial);
  const name = (path: string) => path.slice(files.directory.length + 1);
  const { previous } = facts.trial;
  return [
    [name(files.config), configYaml(facts.trial.config, space)],
    [name(files.metadata), metadataYaml(facts)],
    ...(previous === null ? [] : ([[name(files.previous), previous]] as const)),
  ];
}

function moveIntoPlace(prepared: string, directory: string): boolean {
  try {
    runDisk.rename('trial.place', prepared, directory);
    return true;
  } catch (thrown) {
    if (!existsSync(directory)) {
      throw thrown;
    }
    discardPrepared('trial.discard', prepared);
    return false;
  }
}

/**
 * `metadata.yaml` and the outcome as they are now; an outcome that does not hold is removed: an earlier attempt's, or a
 * `result.yaml` of a command that failed after it had written it. The outcome comes last: where it is there, the rest
 * is too.
 */
export function writeTrialProgress(layout: RunLayout, facts: TrialFacts): void {
  const files = layout.trial(facts.trial.trial);
  const outcome = outcomeFile(facts);
  replaceFile('metadata', files.metadata, metadataYaml(facts));
  if (facts.trial.attempt > 1 || outcome?.kind !== 'result') {
    removeOtherOutcomes(files, outcome?.kind ?? null);
  }
  if (outcome !== null) {
    replaceFile('outcome', files[outcome.kind], outcome.text);
  }
}

function removeOtherOutcomes(files: TrialLayout, kept: 'result' | 'error' | null): void {
  for (const kind of ['result', 'error'] as const) {
    if (kind !== kept) {
      named(files[kind], 'remove', () => runDisk.remove('outcome.remove', files[kind]));
    }
  }
}

/** Whether all files of a trial are there and whole, which they may not be after a power cut. */
export function isTrialComplete(layout: RunLayout, facts: TrialFacts, space: SearchSpace): boolean {
  const files = layout.trial(facts.trial.trial);
  const outcome = outcomeFile(facts);
  return (
    firstFiles(layout, facts, space).every(([name, text]) =>
      isWholeFile(join(files.directory, name), text),
    ) &&
    (outcome === null || isWholeFile(files[outcome.kind], outcome.text))
  );
}

/** Writes the files of a trial that are missing or not whole, and those of its progress. */
export function completeTrialDirectory(layout: RunLayout, facts: TrialFacts, space: SearchSpace): void {
  const { directory } = layout.trial(facts.trial.trial);
  makeFolderIn(layout.root, 'trial.make-again', directory);
  for (const [name, text] of firstFiles(layout, facts, space)) {
    const path = join(directory, name);
    if (!isWholeFile(path, text)) {
      replaceFile('trial-file', path, text);
    }
  }
  writeTrialProgress(layout, facts);
}

const LEFTOVER = /^\.(config|metadata|result|error)\.yaml\.\d+-[0-9a-f]+-\d+$/;

/** Removes what a worker that was killed in mid-write left of a trial. Only for workers that are gone. */
export function removeLeftovers(layout: RunLayout, trial: string): void {
  const { directory } = layout.trial(trial);
  const folders: readonly (readonly [string, (name: string) => boolean])[] = [
    [directory, (name) => LEFTOVER.test(name)],
    [layout.results, (name) => name.startsWith(`.config_${trial}.`)],
  ];
  for (const [folder, isLeftover] of folders) {
    for (const name of readdirSync(folder).filter(isLeftover)) {
      runDisk.remove('trial.clean', join(folder, name));
    }
  }
}
