import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { DirectoryEntry } from '#core/contract/home.ts';
import { fileError } from '#core/platform/files.ts';
import { findReader } from '#core/readers/registry.ts';

/** What the browser host's own dialog shows of a folder. */
export type DirectoryListing = {
  readonly path: string;
  readonly parent: string | null;
  readonly entries: DirectoryEntry[];
};

const YAML = /\.ya?ml$/i;

/**
 * Directories, runs among them marked, and YAML files of one folder, by name; hidden ones are left out.
 *
 * @throws IncumbentError `permission-denied`, `io`
 */
export async function listDirectory(path: string): Promise<DirectoryListing> {
  const folder = resolve(path);
  const found = await readdir(folder, { withFileTypes: true }).catch((thrown) => {
    throw fileError(thrown, folder, 'list');
  });
  const visible = found.filter(({ name }) => !name.startsWith('.'));
  const entries = await Promise.all(visible.map((entry) => describe(folder, entry)));
  const parent = dirname(folder);
  return {
    path: folder,
    parent: parent === folder ? null : parent,
    entries: entries
      .filter((entry) => entry !== null)
      .sort((a, b) => Number(a.kind === 'file') - Number(b.kind === 'file') || a.name.localeCompare(b.name)),
  };
}

async function describe(folder: string, entry: Dirent): Promise<DirectoryEntry | null> {
  const path = join(folder, entry.name);
  if (await isDirectory(entry, path)) {
    const isRun = (await findReader(path)) !== null;
    return { name: entry.name, path, kind: isRun ? 'run' : 'directory' };
  }
  return YAML.test(entry.name) ? { name: entry.name, path, kind: 'file' } : null;
}

/** A link to a directory is one. */
async function isDirectory(entry: Dirent, path: string): Promise<boolean> {
  if (!entry.isSymbolicLink()) {
    return entry.isDirectory();
  }
  return (await stat(path).catch(() => null))?.isDirectory() ?? false;
}
