import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const SOURCES = ['src-core', 'src-main', 'src-renderer'];
const SETTINGS = ['package.json', 'package-lock.json'];

/** Where a finished build notes what it was made from. */
export const FINGERPRINT_FILE = 'build.json';

/** A digest of everything that a build reads: the content of the sources and which packages they meet. */
export function fingerprint() {
  const sources = SOURCES.filter((folder) => existsSync(folder)).flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  const digest = createHash('sha256').update(process.version);
  for (const file of [...sources, ...SETTINGS].sort()) {
    digest.update(file).update('\0').update(readFileSync(file)).update('\0');
  }
  return digest.digest('hex');
}

/**
 * What the last whole build noted; null where there is none.
 *
 * @returns {{ readonly fingerprint?: string, readonly files?: readonly string[] } | null}
 */
function noteInDist() {
  try {
    return JSON.parse(readFileSync(join('dist', FINGERPRINT_FILE), 'utf8'));
  } catch {
    return null;
  }
}

/**
 * The fingerprint of what is in dist/, null where nothing whole is.
 *
 * @returns {string | null}
 */
export function fingerprintOfDist() {
  return noteInDist()?.fingerprint ?? null;
}

/** The files of the last whole build, below dist/. */
export function filesOfDist() {
  return noteInDist()?.files ?? [];
}
