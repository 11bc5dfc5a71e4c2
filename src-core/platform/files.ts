import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { ErrorCode } from '#core/contract/errors.ts';
import { IncumbentError, messageOf } from '#core/contract/errors.ts';
import { writePort } from './write-port.ts';

/**
 * What `writeAtomic` does beside writing. `site` names the steps of the port: `SITE.create`, `.write`, `.sync`,
 * `.rename`, and `.discard` of what failed.
 */
export type WriteOptions = {
  /** Waits until the content is on the disk: for what must survive a power cut. */
  readonly fsync?: boolean;
  readonly site?: string;
};

/** The errno of a thrown system error, such as `ENOENT`; null for anything else. */
export function errnoOf(thrown: unknown): string | null {
  const code = thrown instanceof Error ? (thrown as NodeJS.ErrnoException).code : undefined;
  return typeof code === 'string' ? code : null;
}

const SYSTEM_REFUSALS: Readonly<Record<string, { readonly code: ErrorCode; readonly rule: string }>> = {
  ENOSPC: { code: 'disk-full', rule: 'The disk is full' },
  EDQUOT: { code: 'disk-full', rule: 'The quota of the disk is used up' },
  EROFS: { code: 'read-only-disk', rule: 'The disk can only be read' },
  EACCES: { code: 'permission-denied', rule: 'The permission is missing' },
  EPERM: { code: 'permission-denied', rule: 'The permission is missing' },
};

/**
 * A system error as one of the engine's, naming the path and what was tried.
 *
 * @param doing - completes "could not …": `write`, `create the directory`.
 */
export function fileError(thrown: unknown, path: string, doing: string): IncumbentError {
  if (thrown instanceof IncumbentError) {
    return thrown;
  }
  const errno = errnoOf(thrown);
  const known = errno === null ? undefined : SYSTEM_REFUSALS[errno];
  const details = { path, errno };
  return known === undefined
    ? new IncumbentError('io', `Could not ${doing} ${path}: ${messageOf(thrown)}`, details, { cause: thrown })
    : new IncumbentError(known.code, `${known.rule}: could not ${doing} ${path}`, details, { cause: thrown });
}

/** Runs a file operation; a system error becomes an {@link IncumbentError} that names the path. */
export function named<T>(path: string, doing: string, operation: () => T): T {
  try {
    return operation();
  } catch (thrown) {
    throw fileError(thrown, path, doing);
  }
}

/** Process ids alone would meet where several machines share a disk. */
const OWN_NAMES = `${process.pid}-${randomBytes(4).toString('hex')}`;
let names = 0;

/** A name in the same folder that no other process uses; hidden, so that listings of people stay clean. */
export function temporaryName(path: string): string {
  const slash = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
  names += 1;
  return `${path.slice(0, slash + 1)}.${path.slice(slash + 1)}.${OWN_NAMES}-${names}`;
}

/** Replaces or creates a file in one go: a reader sees the old content or the new, never a part. */
export function writeAtomic(path: string, content: string | Uint8Array, options: WriteOptions = {}): void {
  const { site = 'file' } = options;
  const temporary = temporaryName(path);
  try {
    if (options.fsync === true) {
      writeDurably(site, temporary, content);
    } else {
      writePort.writeFile(`${site}.write`, temporary, content);
    }
    writePort.rename(`${site}.rename`, temporary, path);
  } catch (thrown) {
    discard(temporary, `${site}.discard`);
    throw fileError(thrown, path, 'write');
  }
}

/**
 * Removes what is not needed or came to nothing. Where that is refused too it is left behind, in nobody's way: what
 * counts is the fault that is being told.
 */
export function discard(path: string, step = 'file.discard'): void {
  try {
    writePort.remove(step, path);
  } catch {
    // Left behind.
  }
}

/** What file systems without hard links say: exFAT, folders that a virtual machine shares, some network mounts. */
const WITHOUT_LINKS = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'];

/**
 * Creates a file together with its content, unless it exists: of several processes exactly one gets true. No reader
 * sees it empty, except for a moment on file systems without hard links. Steps of the port: `SITE.create`, `.write`,
 * `.sync`, `.link`, `.discard`.
 */
export function createExclusive(path: string, content: string | Uint8Array, site = 'file'): boolean {
  const temporary = temporaryName(path);
  try {
    writeDurably(site, temporary, content);
    linkOrWrite(site, { temporary, path, content });
    return true;
  } catch (thrown) {
    if (errnoOf(thrown) === 'EEXIST') {
      return false;
    }
    throw fileError(thrown, path, 'create');
  } finally {
    discard(temporary, `${site}.discard`);
  }
}

type Exclusive = {
  readonly temporary: string;
  readonly path: string;
  readonly content: string | Uint8Array;
};

function linkOrWrite(site: string, { temporary, path, content }: Exclusive): void {
  try {
    writePort.link(`${site}.link`, temporary, path);
  } catch (thrown) {
    if (!WITHOUT_LINKS.includes(errnoOf(thrown) ?? '')) {
      throw thrown;
    }
    writeOnce(site, path, content);
  }
}

/** Throws `EEXIST` where it is there; a part of it is not left behind. */
function writeOnce(site: string, path: string, content: string | Uint8Array): void {
  try {
    writeDurably(site, path, content);
  } catch (thrown) {
    if (errnoOf(thrown) !== 'EEXIST') {
      discard(path, `${site}.discard`);
    }
    throw thrown;
  }
}

/** Creates an empty file, unless it exists: of several processes exactly one gets true. One step of the port. */
export function createMark(path: string, step = 'mark.create'): boolean {
  try {
    closeSync(writePort.open(step, path, 'wx'));
    return true;
  } catch (thrown) {
    if (errnoOf(thrown) === 'EEXIST') {
      return false;
    }
    throw fileError(thrown, path, 'create');
  }
}

/** Makes new names in a directory survive a power cut. Systems that can't open a directory do without. */
export function syncDirectory(path: string, step = 'directory.sync'): void {
  try {
    writePort.syncDirectory(step, path);
  } catch (thrown) {
    if (!['EISDIR', 'EPERM', 'EINVAL', 'EACCES'].includes(errnoOf(thrown) ?? '')) {
      throw fileError(thrown, path, 'write');
    }
  }
}

/** Creates a directory and those above it, unless they exist. One step of the port. */
export function makeDirectory(path: string, step = 'directory.make'): void {
  named(path, 'create the directory', () => {
    try {
      writePort.makeDirectory(step, path, { recursive: true });
    } catch (thrown) {
      // Node says ENOENT of a disk that can only be read; asked for the first missing part alone it tells the reason.
      if (errnoOf(thrown) === 'ENOENT') {
        writePort.makeDirectory(step, firstMissing(path));
      }
      throw thrown;
    }
  });
}

/**
 * Creates a directory and those above it that are inside `within`, unless they exist. `within` itself must be there: what
 * was deleted as a whole does not come about again.
 */
export function makeDirectoryIn(within: string, path: string, step = 'directory.make'): void {
  named(path, 'create the directory', () => makeBelow(within, path, step));
}

function makeBelow(within: string, path: string, step: string): void {
  if (isDirectory(path)) {
    return;
  }
  if (dirname(path) !== within) {
    makeBelow(within, dirname(path), step);
  }
  try {
    writePort.makeDirectory(step, path);
  } catch (thrown) {
    // Somebody else may have made it meanwhile.
    if (!isDirectory(path)) {
      throw thrown;
    }
  }
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function firstMissing(path: string): string {
  const parent = dirname(path);
  return parent === path || existsSync(parent) ? path : firstMissing(parent);
}

/** The text of a file, null where there is none. */
export function readTextOrNull(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (thrown) {
    const errno = errnoOf(thrown);
    if (errno === 'ENOENT' || errno === 'ENOTDIR') {
      return null;
    }
    throw fileError(thrown, path, 'read');
  }
}

/** Writes a new file and waits until it is on the disk. */
function writeDurably(site: string, path: string, content: string | Uint8Array): void {
  const descriptor = writePort.open(`${site}.create`, path, 'wx');
  try {
    writePort.write(`${site}.write`, descriptor, Buffer.from(content));
    writePort.sync(`${site}.sync`, descriptor);
  } finally {
    closeSync(descriptor);
  }
}
