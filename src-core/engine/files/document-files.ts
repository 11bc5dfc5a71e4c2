import { chmodSync, realpathSync, statSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { IncumbentError } from '#core/contract/errors.ts';
import type { SavedFile } from '#core/contract/setup/documents.ts';
import { errnoOf, fileError, makeDirectory, named, writeAtomic } from '#core/platform/files.ts';

/** No YAML of a run comes near it; a data file that was picked by mistake does. */
const LARGEST_TEXT_BYTES = 2_000_000;

/**
 * The text of a run's YAML.
 *
 * @throws IncumbentError `usage` where it is too large to be one, and those of the file system
 */
export async function readDocumentFile(path: string): Promise<string> {
  try {
    return await readText(path);
  } catch (thrown) {
    throw fileError(thrown, path, 'read');
  }
}

/** As {@link readDocumentFile}; null where there is no such file. */
export async function readDocumentOrNull(path: string): Promise<string | null> {
  try {
    return await readText(path);
  } catch (thrown) {
    if (['ENOENT', 'ENOTDIR'].includes(errnoOf(thrown) ?? '')) {
      return null;
    }
    throw fileError(thrown, path, 'read');
  }
}

async function readText(path: string): Promise<string> {
  const { size } = await stat(path);
  if (size > LARGEST_TEXT_BYTES) {
    throw new IncumbentError(
      'usage',
      `A run's YAML has at most ${LARGEST_TEXT_BYTES} bytes, found ${size}: ${path}`,
      { path, size },
    );
  }
  return await readFile(path, 'utf8');
}

export type Save = {
  /** Absolute. */
  readonly path: string;
  readonly text: string;
  /** What the file says, as far as the one who saves knows; null where there should be none. */
  readonly known: string | null;
  /** Writes also where the file says something else than that: somebody was asked. */
  readonly replace: boolean;
};

/**
 * Writes a document in one go, through links to where it lives; folders that are missing are made. Where the file says
 * something else than the one who saves knows, nothing is written, unless that was asked for.
 */
export async function saveDocumentFile({ path, text, known, replace }: Save): Promise<SavedFile> {
  const now = await readDocumentOrNull(path);
  if (now !== known && now !== text && !replace) {
    return { kind: 'differs', path, text: now };
  }
  if (now === null) {
    makeDirectory(dirname(path), 'document.make');
    write(path, text);
  } else if (now !== text) {
    replaceFile(realpathSync(path), text);
  }
  return { kind: 'saved', path };
}

/** Who may read and run the file stays as it is. */
function replaceFile(path: string, text: string): void {
  const { mode } = statSync(path);
  write(path, text);
  named(path, 'set the permissions of', () => chmodSync(path, mode));
}

function write(path: string, text: string): void {
  writeAtomic(path, text, { fsync: true, site: 'document' });
}
