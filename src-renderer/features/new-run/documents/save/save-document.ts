import { baseName, folderOf, wholePath } from '#renderer/format/paths.ts';
import { type Refusal, refusalOf } from '#renderer/host/refusal.ts';
import type { DocumentPart } from '#renderer/stores/draft/draft.ts';
import type { Stores } from '#renderer/stores/stores.ts';
import { type MovedDocument, movedDocument, withMovedPaths } from './moved-document.ts';

const YAML_FILES = [{ name: 'YAML', extensions: ['yaml', 'yml'] }];
/** Others may write again while a save is under way; then a person is asked. */
const ATTEMPTS = 3;

/** The name that a text without a file is offered under. */
const FIRST_NAME = 'run.yaml';

type Part = { readonly path: string; readonly text: string; readonly original: string };

/** Writes what is unsaved into its files; a text without one is asked for its place. */
export async function saveDocument(stores: Stores): Promise<void> {
  const { file, text, original, space } = stores.draft.getState();
  if (space !== null && space.text !== space.original) {
    await savePart(stores, 'space', space);
  }
  if (file === null) {
    await saveDocumentAs(stores);
  } else if (text !== original) {
    await savePart(stores, 'main', { path: file, text, original });
  }
}

async function savePart(stores: Stores, part: DocumentPart, first: Part): Promise<void> {
  let next: Part = first;
  try {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const { path, text, original } = next;
      const done = await stores.connection.client.setup.save({ path, text, known: original, replace: false });
      if (done.kind === 'saved') {
        stores.draft.saved(part, path, text);
        return;
      }
      const became = stores.draft.fileSays(part, done.text);
      if (became === 'conflict' || became === 'gone') {
        return;
      }
      const draft = stores.draft.getState();
      const now = part === 'main' ? draft : draft.space;
      next = now === null ? next : { path, text: now.text, original: now.original };
    }
  } catch (thrown) {
    sayNotSaved(stores, first.path, refusalOf(thrown).message);
  }
}

/** Makes a file again that was removed under the document. */
export async function saveAgain(stores: Stores, part: DocumentPart): Promise<void> {
  const { file, text, space } = stores.draft.getState();
  const saved = part === 'main' ? (file === null ? null : { path: file, text }) : space;
  if (saved !== null) {
    await saveAloud(stores, part, saved);
  }
}

/** Writes the run's text into another file, which it lives in from then on. Asks the way the host does it. */
export async function saveDocumentAs(stores: Stores): Promise<void> {
  const { desktop } = stores.connection;
  const start = stores.draft.getState().file ?? wholePath(folderOfDocument(stores), FIRST_NAME);
  if (desktop === null) {
    stores.dialogs.open({ kind: 'save-yaml', path: start, mayReplace: false });
    return;
  }
  // The system's dialog asks itself before a file is replaced.
  const path = await desktop.saveFile({ title: 'Save as', start, filters: YAML_FILES });
  if (path === null) {
    return;
  }
  const { text, space } = stores.draft.getState();
  const { paths } = movedDocument({ text, space }, folderOfDocument(stores), path);
  if (paths.length > 0) {
    stores.dialogs.open({ kind: 'save-yaml', path, mayReplace: true });
  } else {
    await saveAloud(stores, 'main', { path, text });
  }
}

/** Where relative paths of the document start. */
export function folderOfDocument({ draft, host }: Stores): string {
  const { file, folder } = draft.getState();
  return file === null ? (folder ?? host.getState().info?.working_directory ?? '') : folderOf(file);
}

/** What became of a save: `taken` where there is a file that may not be replaced. The path of a saved one is whole. */
export type Saving =
  | { readonly kind: 'saved'; readonly path: string }
  | { readonly kind: 'taken'; readonly path: string }
  | { readonly kind: 'refused'; readonly error: Refusal };

type NewFile = Pick<Part, 'path' | 'text'> & { readonly replace: boolean };

/** Writes a text into a file of which nothing is known. */
async function writeAt({ connection }: Stores, { path, text, replace }: NewFile): Promise<Saving> {
  try {
    const done = await connection.client.setup.save({ path, text, known: null, replace });
    return done.kind === 'differs' ? { kind: 'taken', path } : { kind: 'saved', path: done.path };
  } catch (thrown) {
    return { kind: 'refused', error: refusalOf(thrown) };
  }
}

/** Writes a part of the document into a file that it lives in from then on. */
async function saveAt(stores: Stores, part: DocumentPart, file: NewFile): Promise<Saving> {
  const { draft } = stores;
  const before = draft.getState().text;
  const saving = await writeAt(stores, file);
  if (saving.kind === 'saved') {
    // In another folder the run may have to name its space file in another way.
    if (part === 'main' && draft.getState().text === before) {
      draft.change({ text: file.text }, null);
    }
    draft.saved(part, saving.path, file.text);
  }
  return saving;
}

type Elsewhere = {
  readonly path: string;
  readonly moved: MovedDocument;
  /** Whether its relative paths are to lead to the same places from there. */
  readonly isRewritten: boolean;
  /** Whether the space file is written there too, so that its path stays. */
  readonly isBeside: boolean;
  /** The files that may be replaced. */
  readonly replaced: readonly string[];
};

/** Writes the run's text into another file, and its space file beside it where that is wanted. */
export async function saveElsewhere(
  stores: Stores,
  { path, moved, isRewritten, isBeside, replaced }: Elsewhere,
): Promise<Saving> {
  const { text, space } = stores.draft.getState();
  const mayReplace = (each: string) => replaced.includes(each);
  const beside = isBeside ? moved.beside : null;
  const paths = moved.paths.filter(({ key }) => key !== 'pipeline_space' || beside === null);
  const copy = beside && (await writeAt(stores, { ...beside, replace: mayReplace(beside.path) }));
  if (copy !== null && copy.kind !== 'saved') {
    return copy;
  }
  const saving = await saveAt(stores, 'main', {
    path,
    text: isRewritten ? withMovedPaths(text, paths) : text,
    replace: mayReplace(path),
  });
  if (saving.kind === 'saved' && copy !== null && space !== null) {
    stores.draft.saved('space', copy.path, space.text);
  }
  return saving;
}

async function saveAloud(
  stores: Stores,
  part: DocumentPart,
  file: Pick<Part, 'path' | 'text'>,
): Promise<void> {
  const saving = await saveAt(stores, part, { ...file, replace: true });
  if (saving.kind === 'refused') {
    sayNotSaved(stores, file.path, saving.error.message);
  }
}

function sayNotSaved({ notifications }: Stores, path: string, message: string): void {
  notifications.notify({
    tone: 'failed',
    title: `${baseName(path)} in ${folderOf(path)} was not saved`,
    message,
    address: null,
  });
}
