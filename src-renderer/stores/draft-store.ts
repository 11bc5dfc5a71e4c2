import { persist } from 'zustand/middleware';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { type FileText, type TakenIn, takeIn } from './take-in.ts';
import { NO_HISTORY, recorded, redone, type TextHistory, undone } from './text-history.ts';

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
type Texts = {
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
  /** Counts up when another document takes the place of this one. */
  readonly version: number;
  /** Counts up when the text is changed by another hand than a form's: what is half-typed in a field gives way. */
  readonly turn: number;
  /** Steps of this document, by hand in the text and by form alike. Not kept over a restart. */
  readonly history: TextHistory<Texts>;
};

/** The two files of a document. */
export type DocumentPart = 'main' | 'space';

export type DraftStore = StoreApi<Draft> & {
  /** Puts another document on the screen. */
  readonly replace: (text: string, origin?: DraftOrigin) => void;
  /** The run begins empty after all. */
  readonly endBranch: () => void;
  /** Takes over what was typed in a text itself; typing without a pause is one step. */
  readonly type: (text: string, part?: DocumentPart) => void;
  /** Takes over a form's change; those about the same thing, without another between them, are one step. */
  readonly change: (texts: { readonly text?: string; readonly space?: string }, about: string | null) => void;
  /** The file that the space is in now; null where it is in the text itself. Unsaved changes of another one stay. */
  readonly showSpace: (file: Pick<SpaceDocument, 'path' | 'written' | 'text'> | null) => void;
  /** The text was written to this file. */
  readonly saved: (part: DocumentPart, path: string, text: string) => void;
  /** What the file says now, null where it is gone: taken over, merged, or asked about. */
  readonly fileSays: (part: DocumentPart, theirs: string | null) => TakenIn['kind'] | 'gone';
  /** Answers a conflict: the text stays, or theirs takes its place. */
  readonly settleConflict: (part: DocumentPart, keep: 'mine' | 'theirs') => void;
  /** What comes next is a step of its own. */
  readonly settle: () => void;
  readonly undo: () => void;
  readonly redo: () => void;
};

const EMPTY: Draft = {
  text: '',
  file: null,
  folder: null,
  branch: null,
  original: '',
  news: null,
  space: null,
  launched: null,
  version: 0,
  turn: 0,
  history: NO_HISTORY,
};

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

export function createDraftStore(): DraftStore {
  const store = createStore<Draft>()(
    persist((): Draft => EMPTY, {
      name: 'incumbent.draft',
      partialize: ({ history, turn, ...kept }) => kept,
    }),
  );
  const turn = () => store.setState((draft) => ({ turn: draft.turn + 1 }));
  const step = (way: typeof undone<Texts>) => {
    store.setState((draft) => {
      const turned = way(draft.history, textsOf(draft));
      return turned === null ? draft : { ...withTexts(draft, turned.step), history: turned.history };
    });
    turn();
  };
  const put = (part: DocumentPart, text: string, about: string | null) =>
    store.setState((draft) => changed(draft, part === 'main' ? { text } : { space: text }, about));
  return {
    ...store,
    replace: (text, origin = {}) => {
      store.setState(({ version }) => ({
        ...EMPTY,
        ...origin,
        text,
        original: text,
        version: version + 1,
      }));
      turn();
    },
    endBranch: () => store.setState({ branch: null }),
    type: (text, part = 'main') => {
      put(part, withLineBreaksOf(partOf(store.getState(), part)?.text ?? '', text), `text of ${part}`);
      turn();
    },
    change: (texts, about) => store.setState((draft) => changed(draft, texts, about)),
    showSpace: (file) => store.setState((draft) => withSpaceFile(draft, file)),
    saved: (part, path, text) =>
      store.setState((draft) =>
        part === 'main'
          ? { file: path, original: text, news: null }
          : { space: draft.space && { ...draft.space, path, original: text, news: null } },
      ),
    fileSays: (part, theirs) => fileSays({ store, put, turn }, part, theirs),
    settleConflict: (part, keep) => {
      const news = partOf(store.getState(), part)?.news;
      if (news?.kind === 'conflict') {
        if (keep === 'theirs') {
          put(part, news.theirs, null);
          turn();
        }
        mark(store, part, { original: news.theirs, news: null });
      }
    },
    settle: () => store.setState(({ history }) => ({ history: { ...history, open: null } })),
    undo: () => step(undone),
    redo: () => step(redone),
  };
}

type Hands = {
  readonly store: StoreApi<Draft>;
  readonly put: (part: DocumentPart, text: string, about: string | null) => void;
  readonly turn: () => void;
};

function fileSays({ store, put, turn }: Hands, part: DocumentPart, theirs: string | null) {
  const now = partOf(store.getState(), part);
  if (now === null) {
    return 'same';
  }
  if (theirs === null) {
    mark(store, part, { news: { kind: 'gone' } });
    return 'gone';
  }
  const taken = takeIn(now, theirs);
  if (taken.kind === 'conflict') {
    mark(store, part, { news: { kind: 'conflict', theirs } });
  } else {
    put(part, taken.text, null);
    mark(store, part, { original: theirs, news: null });
    if (taken.kind !== 'same') {
      turn();
    }
  }
  return taken.kind;
}

type Part = FileText & { readonly news: FileNews | null };

function partOf(draft: Draft, part: DocumentPart): Part | null {
  return part === 'main' ? draft : draft.space;
}

/** What is known of a part's file has changed. */
function mark(store: StoreApi<Draft>, part: DocumentPart, known: Partial<Omit<Part, 'text'>>): void {
  store.setState(({ space }) => (part === 'main' ? known : { space: space && { ...space, ...known } }));
}

function textsOf({ text, space }: Draft): Texts {
  return { text, space: space && { path: space.path, text: space.text } };
}

/** Other texts on screen; that of a space file only where it is the same file. */
function withTexts({ space }: Draft, texts: Texts): Pick<Draft, 'text' | 'space'> {
  const same = space !== null && texts.space?.path === space.path ? texts.space : null;
  return { text: texts.text, space: space && same ? { ...space, text: same.text } : space };
}

function changed(
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
  };
}

function withSpaceFile(draft: Draft, file: Pick<SpaceDocument, 'path' | 'written' | 'text'> | null): Draft {
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
function withLineBreaksOf(before: string, typed: string): string {
  return before.includes('\r\n') ? typed.replaceAll(/\r?\n/g, '\r\n') : typed;
}
