import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readdirSync,
  readSync,
  type Stats,
  statSync,
} from 'node:fs';
import { errnoOf } from '#core/platform/files.ts';

/** Larger files are none of a trial's: a person may have put anything there. */
const LARGEST = 64 * 1024 * 1024;

let buffer = Buffer.allocUnsafeSlow(64 * 1024);

/** Without waiting: a pipe in the place of a file must not hold the reader up. */
export const READING = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** The text of a file; null where there is none that can be read. */
export function readSmallFile(path: string): string | null {
  const descriptor = orNull(() => openSync(path, READING));
  if (descriptor === null) {
    return null;
  }
  try {
    return orNull(() => readOpened(descriptor));
  } finally {
    closeSync(descriptor);
  }
}

function readOpened(descriptor: number): string | null {
  const stat = fstatSync(descriptor);
  if (!stat.isFile() || stat.size > LARGEST) {
    return null;
  }
  if (stat.size >= buffer.length) {
    buffer = Buffer.allocUnsafeSlow(stat.size + 1);
  }
  return buffer.toString('utf8', 0, readSync(descriptor, buffer, 0, buffer.length, 0));
}

/** Differs after any change of the file; `-` where there is none. */
export function stampOfFile(path: string): string {
  const found = statOrNull(path);
  return found?.isFile() === true ? `${found.mtimeMs}:${found.size}:${found.ino}` : '-';
}

/** Names a directory, another one under its name differently; null where there is none. */
export function identityOf(path: string): string | null {
  const found = statOrNull(path);
  return found === null ? null : identityIn(found);
}

/** As {@link identityOf}, of what has been looked at already. */
export function identityIn({ dev, ino, birthtimeMs }: Stats): string {
  return `${dev}:${ino}:${birthtimeMs}`;
}

/** Null where there is nothing, or nothing that may be looked at. */
export function statOrNull(path: string): Stats | null {
  return orNull(() => statSync(path, { throwIfNoEntry: false }) ?? null);
}

/** Names in a directory; null where there is none. */
export function namesIn(path: string): readonly string[] | null {
  return orNull(() => readdirSync(path));
}

/** Whatever a system refuses counts as not there: files vanish while they are looked at, networks fail. */
function orNull<T>(look: () => T): T | null {
  try {
    return look();
  } catch (error) {
    if (errnoOf(error) === null) {
      throw error;
    }
    return null;
  }
}
