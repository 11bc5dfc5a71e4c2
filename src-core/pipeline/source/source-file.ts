import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { nearNames } from '#core/config/words/near-names.ts';
import type { Pipeline } from '#core/contract/setup/settings.ts';

/** A source file of more bytes is not read: what is in it is then unseen. */
const MAX_SOURCE_BYTES = 5_000_000;

/**
 * What a source text says of a name: `unseen` if the name may exist without being visible (assigned, imported, made at
 * run time).
 */
export type Seen = {
  readonly verdict: 'found' | 'unseen' | 'missing';
  /** Functions that the text does define or export, for the message. */
  readonly names: readonly string[];
};

/** The text of a source file, null if it can't be read or is too large; or what is there instead of a file, in words. */
export type SourceFile =
  | { readonly isThere: true; readonly text: string | null }
  | { readonly isThere: false; readonly found: string };

export async function readSource(file: string): Promise<SourceFile> {
  const stats = await stat(file).catch(() => null);
  if (stats === null || !stats.isFile()) {
    return { isThere: false, found: stats === null ? `none; ${await insteadOf(file)}` : 'a folder' };
  }
  return {
    isThere: true,
    text: stats.size > MAX_SOURCE_BYTES ? null : await readFile(file, 'utf8').catch(() => null),
  };
}

/** The pipeline's own source file; null for commands, and for a module that lies elsewhere. */
export async function pipelineFile(pipeline: Pipeline, workingDirectory: string): Promise<string | null> {
  switch (pipeline.kind) {
    case 'python':
    case 'javascript':
      return pipeline.file;
    case 'python-module':
      return await moduleFile(workingDirectory, pipeline.module);
    case 'command':
      return null;
  }
}

/** What was found in place of a missing file, in words: near names in its folder, or the folder that is missing. */
async function insteadOf(file: string): Promise<string> {
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

/** The file of a module such as `package.module` below a folder; null if it lies elsewhere or nowhere. */
async function moduleFile(folder: string, module: string): Promise<string | null> {
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
