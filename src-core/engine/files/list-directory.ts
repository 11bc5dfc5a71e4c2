import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { DirectoryEntry } from '#core/contract/home.ts';
import { fileError } from '#core/platform/files.ts';
import { READERS } from '#core/readers/registry.ts';

/** What the browser host's own dialog shows of a folder. */
export type DirectoryListing = {
  readonly path: string;
  readonly parent: string | null;
  readonly entries: DirectoryEntry[];
};

const YAML = /\.ya?ml$/i;
const CODE = /\.(?:py|m?js|ts)$/i;

/**
 * Directories and storages, runs among them marked, YAML files and source texts of one folder, by name; hidden ones are left out.
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
      .sort((a, b) => Number(isFile(a)) - Number(isFile(b)) || a.name.localeCompare(b.name)),
  };
}

function isFile({ kind }: DirectoryEntry): boolean {
  return kind === 'file' || kind === 'code';
}

async function describe(folder: string, entry: Dirent): Promise<DirectoryEntry | null> {
  const path = join(folder, entry.name);
  if (await isDirectory(entry, path)) {
    const isRun = (await READERS.find(path)) !== null;
    return { name: entry.name, path, kind: isRun ? 'run' : 'directory' };
  }
  if (READERS.mayHold(entry.name) && (await READERS.find(path)) !== null) {
    return { name: entry.name, path, kind: 'run' };
  }
  const kind = YAML.test(entry.name) ? 'file' : CODE.test(entry.name) ? 'code' : null;
  return kind === null ? null : { name: entry.name, path, kind };
}

/** A link to a directory is one. */
async function isDirectory(entry: Dirent, path: string): Promise<boolean> {
  if (!entry.isSymbolicLink()) {
    return entry.isDirectory();
  }
  return (await stat(path).catch(() => null))?.isDirectory() ?? false;
}
