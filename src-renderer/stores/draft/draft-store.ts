import { persist } from 'zustand/middleware';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { type TakenIn, takeIn } from '../runs/take-in.ts';
import {
  type DocumentPart,
  type Draft,
  type DraftOrigin,
  EMPTY_DRAFT,
  type SpaceDocument,
  type StartedFrom,
} from './draft.ts';
import {
  changed,
  type Part,
  partOf,
  replaced,
  steppedBack,
  steppedOn,
  withLineBreaksOf,
  withSpaceFile,
} from './draft-changes.ts';

export type DraftStore = StoreApi<Draft> & {
  /** Puts another document on the screen; a step back from its beginning brings this one back. */
  readonly replace: (text: string, origin?: DraftOrigin) => void;
  /** This run was started from what the document said then. */
  readonly markStarted: (started: StartedFrom) => void;
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
  /** What is typed next in this text is a step of its own; a form's change that goes on meanwhile stays one. */
  readonly settleTyping: (part: DocumentPart) => void;
  readonly undo: () => void;
  readonly redo: () => void;
};

export function createDraftStore(): DraftStore {
  const store = createStore<Draft>()(
    persist((): Draft => EMPTY_DRAFT, {
      name: 'incumbent.draft',
      partialize: ({ history, turn, before, after, ...kept }) => kept,
    }),
  );
  const turn = () => store.setState((draft) => ({ turn: draft.turn + 1 }));
  const step = (way: (draft: Draft) => Draft) => {
    store.setState(way);
    turn();
  };
  const put = (part: DocumentPart, text: string, about: string | null) =>
    store.setState((draft) => changed(draft, part === 'main' ? { text } : { space: text }, about));
  return {
    ...store,
    replace: (text, origin = {}) => {
      store.setState((draft) => replaced(draft, text, origin));
      turn();
    },
    markStarted: (started) => store.setState({ started }),
    endBranch: () => store.setState({ branch: null }),
    type: (text, part = 'main') => {
      put(part, withLineBreaksOf(partOf(store.getState(), part)?.text ?? '', text), typingIn(part));
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
    settleTyping: (part) =>
      store.setState((draft) =>
        draft.history.open === typingIn(part) ? { history: { ...draft.history, open: null } } : draft,
      ),
    undo: () => step(steppedBack),
    redo: () => step(steppedOn),
  };
}

/** What a step of typing is about. */
function typingIn(part: DocumentPart): string {
  return `text of ${part}`;
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

/** What is known of a part's file has changed. */
function mark(store: StoreApi<Draft>, part: DocumentPart, known: Partial<Omit<Part, 'text'>>): void {
  store.setState(({ space }) => (part === 'main' ? known : { space: space && { ...space, ...known } }));
}
