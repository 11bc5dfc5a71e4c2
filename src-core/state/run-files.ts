import {
  createExclusive,
  createMark,
  discard,
  makeDirectory,
  makeDirectoryIn,
  syncDirectory,
  writeAtomic,
} from '#core/platform/files.ts';
import { type WritePort, writePort } from '#core/platform/write-port.ts';
import type {
  Discarded,
  DurableFile,
  Folder,
  Mark,
  OnceFile,
  ReplacedFile,
  SingleStep,
  SyncedFolder,
} from './write-steps.ts';

/**
 * The only way in which a run directory is written: the port of the platform, with steps out of one list. What
 * `platform/files.ts` puts together of several calls is here under the names of its files.
 */
export const runDisk: WritePort<SingleStep> = writePort;

/** Replaces or creates a file in one go; its newest content may be lost to a power cut. */
export function replaceFile(file: ReplacedFile, path: string, content: string | Uint8Array): void {
  writeAtomic(path, content, { site: file });
}

/** Replaces or creates a file in one go and waits until its content is on the disk. */
export function replaceDurably(file: DurableFile, path: string, content: string): void {
  writeAtomic(path, content, { site: file, fsync: true });
}

/** Creates a file together with its content, unless it exists: of several processes exactly one gets true. */
export function createOnce(file: OnceFile, path: string, content: string | Uint8Array): boolean {
  return createExclusive(path, content, file);
}

/** Creates an empty file, unless it exists: of several processes exactly one gets true. */
export function leaveMark(mark: Mark, path: string): boolean {
  return createMark(path, mark);
}

/** Creates a directory and those above it, unless they exist. */
export function makeFolder(folder: Folder, path: string): void {
  makeDirectory(path, folder);
}

/**
 * Creates a directory inside a run and those between, unless they exist; never `within`, the run's root or its engine
 * folder: of a run that was deleted beneath a worker nothing comes about again.
 */
export function makeFolderIn(within: string, folder: Folder, path: string): void {
  makeDirectoryIn(within, path, folder);
}

/** Makes new names in a directory survive a power cut. */
export function syncFolder(folder: SyncedFolder, path: string): void {
  syncDirectory(path, folder);
}

/** Removes what was prepared and is not needed; where that is refused it is left behind. */
export function discardPrepared(what: Discarded, path: string): void {
  discard(path, what);
}
