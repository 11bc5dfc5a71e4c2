import { readNode } from '#core/config/document/read-document.ts';
import { editDocument } from '#core/config/edit/edit-document.ts';
import { settingDrafts } from '#core/config/edit/setting-drafts.ts';
import { stringText } from '#core/config/values/scalar-text.ts';
import type { Stores } from '#renderer/stores/stores.ts';
import { freeRoot, type LookAtRoot } from './free-root.ts';

type RootedText = {
  readonly text: string;
  /** Where its relative paths start: its file, otherwise a folder, otherwise where the engine works. */
  readonly file: string | null;
  readonly folder: string | null;
  /** Where it is kept if its text does not say so. */
  readonly root: string;
};

export type MovedOn = { readonly text: string; readonly from: string; readonly to: string };

/** The text with the next root that nobody has taken; null where it has that, or can't be changed. */
export async function inNextRoot({ connection }: Stores, rooted: RootedText): Promise<MovedOn | null> {
  const { text, file, folder } = rooted;
  const lookAt: LookAtRoot = (root) => connection.client.setup.lookAtRoot({ root, file, folder });
  const from = writtenRoot(text) ?? rooted.root;
  const to = await freeRoot(await stemOf(from, lookAt), lookAt);
  const moved = to === from ? null : withRoot(text, to);
  return moved === null ? null : { text: moved, from, to };
}

/** The root as a text has it; null where it does not say, or not simply. */
export function writtenRoot(text: string): string | null {
  const given = settingDrafts(readNode(text))?.textOf('root_directory') ?? null;
  return given === null || given === 'structure' ? null : given.shown.replace(/[\\/]+$/, '');
}

/** Null where the text does not let it be changed. */
export function withRoot(text: string, root: string): string | null {
  const source = stringText(root, 'line');
  const edited = editDocument(text, { kind: 'set', path: ['root_directory'], source });
  return edited.kind === 'edited' ? edited.text : null;
}

/** `runs/a` of `runs/a-2`, where that is a run as well; otherwise the number belongs to its name. */
async function stemOf(root: string, lookAt: LookAtRoot): Promise<string> {
  const stem = root.replace(/-\d+$/, '');
  const isRun = stem !== root && (await lookAt(stem).catch(() => null))?.kind === 'run';
  return isRun ? stem : root;
}
