import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { nearNames } from '#core/config/words/near-names.ts';

/** What was found in place of a missing file, in words: near names in its folder, or the folder that is missing. */
export async function insteadOf(file: string): Promise<string> {
  const folder = dirname(file);
  const entries = await readdir(folder).catch(() => null);
  if (entries === null) {
    return `the folder ${await nearestFolder(folder)} is the deepest that exists`;
  }
  const sameKind = entries.filter((entry) => extname(entry) === extname(file));
  const near = nearNames(basename(file), sameKind);
  return near.length > 0 ? `near it in ${folder}: ${near.join(', ')}` : `none like it in ${folder}`;
}

async function nearestFolder(folder: string): Promise<string> {
  const isFolder = await stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
  const above = dirname(folder);
  return isFolder || above === folder ? folder : nearestFolder(above);
}

/** The file of a module such as `package.module` below a folder, null where it lies elsewhere or nowhere. */
export async function moduleFile(folder: string, module: string): Promise<string | null> {
  const path = join(folder, ...module.split('.'));
  for (const file of [`${path}.py`, join(path, '__init__.py')]) {
    const isFile = await stat(file).then(
      (found) => found.isFile(),
      () => false,
    );
    if (isFile) {
      return file;
    }
  }
  return null;
}
