import { readdir } from 'node:fs/promises';
import { IncumbentError, messageOf } from '#core/contract/errors.ts';
import { errnoOf, fileError } from '#core/platform/files.ts';
import { ENGINE_DIRECTORY } from '../layout.ts';
import { readRunRecord } from './run-record.ts';

/** What stands at the place where a run is asked for. */
export type RootKind =
  /** Nothing; `createRun` makes it, parents included. */
  | { readonly kind: 'missing' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'run' }
  /** `.incumbent/` without a readable record, or of a format that this version does not know. */
  | { readonly kind: 'broken-run'; readonly problem: IncumbentError }
  /** No run of ours; `results/`, `configs/` or a journal of another program hint at one of theirs. */
  | { readonly kind: 'foreign-run'; readonly entries: readonly string[] }
  | { readonly kind: 'other-directory'; readonly entries: readonly string[] }
  | { readonly kind: 'not-a-directory' };

const FOREIGN_HINTS = ['results', 'configs', 'optimizer_info.yaml', '.optimizer_info.yaml'];

/** Looks at a root without writing. Leftovers of starts that were killed do not count as content. */
export async function inspectRoot(root: string): Promise<RootKind> {
  const entries = await listOrNull(root);
  if (entries === null || entries === 'not-a-directory') {
    return { kind: entries ?? 'missing' };
  }
  if (entries.includes(ENGINE_DIRECTORY)) {
    return inspectRun(root);
  }
  const content = entries.filter((name) => !name.startsWith(`.${ENGINE_DIRECTORY}.`));
  if (content.length === 0) {
    return { kind: 'empty' };
  }
  const foreign = content.some((name) => FOREIGN_HINTS.includes(name));
  return { kind: foreign ? 'foreign-run' : 'other-directory', entries: content };
}

async function inspectRun(root: string): Promise<RootKind> {
  try {
    await readRunRecord(root);
    return { kind: 'run' };
  } catch (thrown) {
    const problem = thrown instanceof IncumbentError ? thrown : new IncumbentError('io', messageOf(thrown));
    return { kind: 'broken-run', problem };
  }
}

async function listOrNull(root: string): Promise<readonly string[] | 'not-a-directory' | null> {
  try {
    return await readdir(root);
  } catch (thrown) {
    const errno = errnoOf(thrown);
    if (errno === 'ENOENT') {
      return null;
    }
    if (errno === 'ENOTDIR') {
      return 'not-a-directory';
    }
    throw fileError(thrown, root, 'list');
  }
}
