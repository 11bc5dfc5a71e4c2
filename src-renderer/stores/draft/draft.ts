import type { FileText } from '../runs/take-in.ts';
import { NO_HISTORY, type TextHistory } from './text-history.ts';

/** What a file's own state asks a person: others changed the same lines, or it is not there any more. */
export type FileNews = { readonly kind: 'conflict'; readonly theirs: string } | { readonly kind: 'gone' };

/** The search space in a file of its own, as `pipeline_space: space.yaml` names it. */
export type SpaceDocument = FileText & {
  /** Absolute. */
  readonly path: string;
  /** As the run's YAML has it; problems name the file so. */
  readonly written: string;
  readonly news: FileNews | null;
};

/** The run that a document began with, to be compared with. */
export type LaunchedText = {
  /** `First launch of resnet-wide`. */
  readonly name: string;
  readonly text: string;
  /** The text of its space file; null where the space was in the YAML itself. */
  readonly space: string | null;
};

/** The run that was started from a document, and what the document said then. */
export type StartedFrom = {
  /** Of its address. */
  readonly key: string;
  readonly root: string;
  /** An ISO time. */
  readonly at: string;
  readonly text: string;
  /** The text of its space file; null where the space was in the YAML itself. */
  readonly space: string | null;
};

/** The run that is branched. */
export type BranchFrom = { readonly root: string; readonly name: string };

/** What a document begins with beside its text. */
export type DraftOrigin = {
  readonly file?: string | null;
  readonly folder?: string | null;
  readonly launched?: LaunchedText | null;
  readonly branch?: BranchFrom | null;
};

/** What can be taken back: the texts of both files. */
export type Texts = {
  readonly text: string;
  readonly space: { readonly path: string; readonly text: string } | null;
};

/** The text on the New run screen. Kept between visits until another one takes its place. */
export type Draft = FileText & {
  /** Where the text lives, so that relative paths start there; null for pasted text. */
  readonly file: string | null;
  /** Where relative paths of a text without a file start: beside another YAML. Null for the host's own place. */
  readonly folder: string | null;
  /** The run whose trials this one begins with; null where it begins empty. */
  readonly branch: BranchFrom | null;
  readonly news: FileNews | null;
  /** Null where the space is in the text itself, or in no YAML. */
  readonly space: SpaceDocument | null;
  /** Null where it began with no run. */
  readonly launched: LaunchedText | null;
  /** The last run that was started from it; null before its first. */
  readonly started: StartedFrom | null;
  /** Counts up when another document takes the place of this one. */
  readonly version: number;
  /** Counts up when the text is changed by another hand than a form's: what is half-typed in a field gives way. */
  readonly turn: number;
  /** Steps of this document, by hand in the text and by form alike. Not kept over a restart. */
  readonly history: TextHistory<Texts>;
  /** The document whose place this one took: a step back from its beginning. Not kept over a restart. */
  readonly before: Draft | null;
  /** The document that took the place of this one before that was taken back; gone with the next change. */
  readonly after: Draft | null;
};

/** The two files of a document. */
export type DocumentPart = 'main' | 'space';

export const EMPTY_DRAFT: Draft = {
  text: '',
  file: null,
  folder: null,
  branch: null,
  original: '',
  news: null,
  space: null,
  launched: null,
  started: null,
  version: 0,
  turn: 0,
  history: NO_HISTORY,
  before: null,
  after: null,
};

/** Whether there is a step to take back, one to repeat. */
export function stepsOf({ history, before, after }: Draft): { readonly back: boolean; readonly on: boolean } {
  return {
    back: history.past.length > 0 || before !== null,
    on: history.future.length > 0 || after !== null,
  };
}

/** Whether the document has changes that its files lack; a text without a file has none to lack them. */
export function isUnsaved({ text, original, file, space }: Draft): boolean {
  return (file !== null && text !== original) || (space !== null && space.text !== space.original);
}

/** The document as the engine is asked about it. */
export function documentOf({ text, file, folder, space }: Pick<Draft, 'text' | 'file' | 'folder' | 'space'>) {
  return { text, file, folder, unsaved: unsavedTexts(space) };
}

/** What the engine is to take for the space file's text, by path. */
function unsavedTexts(space: Pick<SpaceDocument, 'path' | 'text'> | null): Record<string, string> {
  return space === null ? {} : { [space.path]: space.text };
}
