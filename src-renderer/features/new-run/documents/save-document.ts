import { baseName, folderOf } from '../../../format/paths.ts';
import { type Refusal, refusalOf } from '../../../host/refusal.ts';
import type { DocumentPart } from '../../../stores/draft-store.ts';
import type { Stores } from '../../../stores/stores.ts';

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
  const start = placeToSave(stores);
  if (desktop === null) {
    stores.dialogs.open({ kind: 'save-yaml', path: start });
    return;
  }
  // The system's dialog asks itself before a file is replaced.
  const path = await desktop.saveFile({ title: 'Save as', start, filters: YAML_FILES });
  if (path !== null) {
    await saveAloud(stores, 'main', { path, text: stores.draft.getState().text });
  }
}

/** Where *Save as* begins: at the file, else where relative paths start. */
function placeToSave({ draft, host }: Stores): string {
  const { file, folder } = draft.getState();
  return file ?? `${folder ?? host.getState().info?.working_directory ?? ''}/${FIRST_NAME}`;
}

/** What became of a save: `taken` where there is a file that may not be replaced. */
export type Saving =
  | { readonly kind: 'saved' }
  | { readonly kind: 'taken' }
  | { readonly kind: 'refused'; readonly error: Refusal };

/** Writes a text into a file of which nothing is known. */
export async function saveAt(
  stores: Stores,
  part: DocumentPart,
  { path, text, replace }: Pick<Part, 'path' | 'text'> & { readonly replace: boolean },
): Promise<Saving> {
  try {
    const done = await stores.connection.client.setup.save({ path, text, known: null, replace });
    if (done.kind === 'differs') {
      return { kind: 'taken' };
    }
    stores.draft.saved(part, done.path, text);
    return { kind: 'saved' };
  } catch (thrown) {
    return { kind: 'refused', error: refusalOf(thrown) };
  }
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
