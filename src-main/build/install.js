import {
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { FINGERPRINT_FILE, filesOfDist } from './fingerprint.js';

/** Pieces of earlier builds that a running app or an open page may still ask for stay this long. */
const KEEP_OLD_PIECES_MS = 24 * 60 * 60 * 1000;

/** Files that others refer to by a fixed name; they are moved last, when all that they load is in place. */
const ENTRY = /(^|\/)(cli\.js|desktop\.js|worker\.js|index\.html)$/;

/** @param {string} folder */
function filesBelow(folder) {
  return existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    : [];
}

/**
 * Moves a finished build into dist/ file by file, each with one rename, so that there is no moment without a dist/ and
 * processes that run from an earlier build find their pieces: those have their content's hash in their names.
 *
 * @param {{ staging: string, fingerprint: string | null, clean: boolean }} build
 */
export function install({ staging, fingerprint, clean }) {
  const fresh = filesBelow(staging).sort((a, b) => Number(ENTRY.test(a)) - Number(ENTRY.test(b)));
  mkdirSync('dist', { recursive: true });
  markOld(filesOfDist().filter((file) => !fresh.includes(file)));
  rmSync(join('dist', FINGERPRINT_FILE), { force: true });
  for (const file of fresh) {
    mkdirSync(dirname(join('dist', file)), { recursive: true });
    renameSync(join(staging, file), join('dist', file));
  }
  if (fingerprint === null) {
    return;
  }
  removeOld(new Set(fresh), clean ? 0 : KEEP_OLD_PIECES_MS);
  writeFileSync(join('dist', FINGERPRINT_FILE), JSON.stringify({ fingerprint, files: fresh }));
}

/**
 * Pieces of the last build are old from now on, however long ago that was: what runs from it may still load them.
 *
 * @param {readonly string[]} files
 */
function markOld(files) {
  const now = new Date();
  for (const path of files.map((file) => join('dist', file)).filter((path) => existsSync(path))) {
    utimesSync(path, now, now);
  }
}

/**
 * @param {ReadonlySet<string>} fresh
 * @param {number} keepMs
 */
function removeOld(fresh, keepMs) {
  for (const file of filesBelow('dist').filter((name) => !fresh.has(name))) {
    const path = join('dist', file);
    // Another build may be tidying up at the same moment.
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat !== undefined && Date.now() - stat.mtimeMs >= keepMs) {
      rmSync(path, { force: true });
    }
  }
}
