import type { FileText } from '../runs/take-in.ts';
import {
  type DocumentPart,
  type Draft,
  type DraftOrigin,
  EMPTY_DRAFT,
  type FileNews,
  type SpaceDocument,
  type Texts,
} from './draft.ts';
import { recorded, redone, undone } from './text-history.ts';

/** A file of the document, and what is known of it. */
export type Part = FileText & { readonly news: FileNews | null };

/** Null where the document has no such file. */
export function partOf(draft: Draft, part: DocumentPart): Part | null {
  return part === 'main' ? draft : draft.space;
}

/** What a step of the history keeps. */
function textsOf({ text, space }: Draft): Texts {
  return { text, space: space && { path: space.path, text: space.text } };
}

/** Other texts on screen; that of a space file only where it is the same file. */
function withTexts({ space }: Draft, texts: Texts): Pick<Draft, 'text' | 'space'> {
  const same = space !== null && texts.space?.path === space.path ? texts.space : null;
  return { text: texts.text, space: space && same ? { ...space, text: same.text } : space };
}

/** With other texts, as a step that can be taken back; the same draft where nothing differs. */
export function changed(
  draft: Draft,
  { text = draft.text, space = draft.space?.text }: { readonly text?: string; readonly space?: string },
  about: string | null,
): Draft {
  if (text === draft.text && space === draft.space?.text) {
    return draft;
  }
  return {
    ...draft,
    text,
    space: draft.space && space !== undefined ? { ...draft.space, text: space } : draft.space,
    history: recorded(draft.history, textsOf(draft), about),
    after: null,
  };
}

/** Another document in the place of this one, which a step back from its beginning brings back. */
export function replaced(draft: Draft, text: string, origin: DraftOrigin): Draft {
  return {
    ...EMPTY_DRAFT,
    ...origin,
    text,
    original: text,
    version: draft.version + 1,
    before: draft.text.trim() === '' ? draft.before : withoutOlder({ ...draft, after: null }),
  };
}

/** Two documents back are enough to keep. */
function withoutOlder(draft: Draft): Draft {
  return { ...draft, before: draft.before && { ...draft.before, before: null } };
}

/** One step back: of the document, or from its beginning to the one before it; the same where there is none. */
export function steppedBack(draft: Draft): Draft {
  const { history, before, version } = draft;
  const turned = undone(history, textsOf(draft));
  if (turned !== null) {
    return { ...draft, ...withTexts(draft, turned.step), history: turned.history };
  }
  return before === null ? draft : { ...before, version: version + 1, after: { ...draft, before: null } };
}

/** The other way. */
export function steppedOn(draft: Draft): Draft {
  const { history, after, version } = draft;
  const turned = redone(history, textsOf(draft));
  if (turned !== null) {
    return { ...draft, ...withTexts(draft, turned.step), history: turned.history };
  }
  return after === null
    ? draft
    : { ...after, version: version + 1, before: withoutOlder({ ...draft, after: null }) };
}

/** With its space in this file; unsaved changes of another one stay. */
export function withSpaceFile(
  draft: Draft,
  file: Pick<SpaceDocument, 'path' | 'written' | 'text'> | null,
): Draft {
  const { space } = draft;
  if (space !== null && (file?.path === space.path || space.text !== space.original)) {
    return file?.path === space.path && file.written !== space.written
      ? { ...draft, space: { ...space, written: file.written } }
      : draft;
  }
  if (file === null) {
    return space === null ? draft : { ...draft, space: null };
  }
  return { ...draft, space: { ...file, original: file.text, news: null } };
}

/** The editor has one kind of line break; a file keeps its own. */
export function withLineBreaksOf(before: string, typed: string): string {
  return before.includes('\r\n') ? typed.replaceAll(/\r?\n/g, '\r\n') : typed;
}
