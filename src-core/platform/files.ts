import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import type { ErrorCode } from '#core/contract/errors.ts';
import { IncumbentError, messageOf } from '#core/contract/errors.ts';

/** What `writeAtomic` does beside writing. */
export type WriteOptions = {
  /** Waits until the content is on the disk: for what must survive a power cut. */
  readonly fsync?: boolean;
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
export function writeAtomic(path: string, content: string, options: WriteOptions = {}): void {
  const temporary = temporaryName(path);
  try {
    writeWhole(temporary, content, options.fsync === true);
    renameSync(temporary, path);
  } catch (thrown) {
    rmSync(temporary, { force: true });
    throw fileError(thrown, path, 'write');
  }
}

/** What file systems without hard links say: exFAT, folders that a virtual machine shares, some network mounts. */
const WITHOUT_LINKS = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'];

/**
 * Creates a file together with its content, unless it exists: of several processes exactly one gets true. No reader
 * sees it empty, except for a moment on file systems without hard links.
 */
export function createExclusive(path: string, content: string, link = linkSync): boolean {
  const temporary = temporaryName(path);
  try {
    writeWhole(temporary, content, true);
    linkOrWrite({ temporary, path, content }, link);
    return true;
  } catch (thrown) {
    if (errnoOf(thrown) === 'EEXIST') {
      return false;
    }
    throw fileError(thrown, path, 'create');
  } finally {
    rmSync(temporary, { force: true });
  }
}

type Exclusive = { readonly temporary: string; readonly path: string; readonly content: string };

function linkOrWrite({ temporary, path, content }: Exclusive, link: typeof linkSync): void {
  try {
    link(temporary, path);
  } catch (thrown) {
    if (!WITHOUT_LINKS.includes(errnoOf(thrown) ?? '')) {
      throw thrown;
    }
    writeOnce(path, content);
  }
}

/** Throws `EEXIST` where it is there; a part of it is not left behind. */
function writeOnce(path: string, content: string): void {
  try {
    writeWhole(path, content, true);
  } catch (thrown) {
    if (errnoOf(thrown) !== 'EEXIST') {
      rmSync(path, { force: true });
    }
    throw thrown;
  }
}

/** Creates an empty file, unless it exists: of several processes exactly one gets true. */
export function createMark(path: string): boolean {
  try {
    closeSync(openSync(path, 'wx'));
    return true;
  } catch (thrown) {
    if (errnoOf(thrown) === 'EEXIST') {
      return false;
    }
    throw fileError(thrown, path, 'create');
  }
}

/** Makes new names in a directory survive a power cut. Systems that can't open a directory do without. */
export function syncDirectory(path: string): void {
  try {
    const descriptor = openSync(path, 'r');
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch (thrown) {
    if (!['EISDIR', 'EPERM', 'EINVAL', 'EACCES'].includes(errnoOf(thrown) ?? '')) {
      throw fileError(thrown, path, 'write');
    }
  }
}

/** Creates a directory and those above it, unless they exist. */
export function makeDirectory(path: string): void {
  named(path, 'create the directory', () => {
    try {
      mkdirSync(path, { recursive: true });
    } catch (thrown) {
      // Node says ENOENT of a disk that can only be read; asked for the first missing part alone it tells the reason.
      if (errnoOf(thrown) === 'ENOENT') {
        mkdirSync(firstMissing(path));
      }
      throw thrown;
    }
  });
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

function writeWhole(path: string, content: string, fsync: boolean): void {
  if (!fsync) {
    writeFileSync(path, content);
    return;
  }
  const descriptor = openSync(path, 'wx');
  try {
    // Goes on where the system took a part only, which a nearly full disk does without an error.
    writeFileSync(descriptor, content);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
