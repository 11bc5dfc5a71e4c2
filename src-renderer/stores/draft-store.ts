import { persist } from 'zustand/middleware';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { NO_HISTORY, recorded, redone, type TextHistory, undone } from './text-history.ts';

/** The text on the New run screen. Kept between visits until another one takes its place. */
type Draft = {
  readonly text: string;
  /** Where the text lives, so that relative paths start there; null for pasted text. */
  readonly file: string | null;
  /** The text as it was when it was put here: what differs from it was changed on this screen. */
  readonly original: string;
  /** Counts up when another document takes the place of this one. */
  readonly version: number;
  /** Counts up when the text is changed by another hand than a form's: what is half-typed in a field gives way. */
  readonly turn: number;
  /** Steps of this document, by hand in the text and by form alike. Not kept over a restart. */
  readonly history: TextHistory;
};
export type DraftStore = StoreApi<Draft> & {
  /** Puts another document on the screen. */
  readonly replace: (text: string, file: string | null) => void;
  /** Takes over what was typed in the text itself; typing without a pause is one step. */
  readonly type: (text: string) => void;
  /** Takes over a form's change; those about the same thing, without another between them, are one step. */
  readonly change: (text: string, about: string | null) => void;
  /** What comes next is a step of its own. */
  readonly settle: () => void;
  readonly undo: () => void;
  readonly redo: () => void;
};

const EMPTY: Draft = { text: '', file: null, original: '', version: 0, turn: 0, history: NO_HISTORY };

export function createDraftStore(): DraftStore {
  const store = createStore<Draft>()(
    persist((): Draft => EMPTY, {
      name: 'incumbent.draft',
      partialize: ({ history, turn, ...kept }) => kept,
    }),
  );
  const change = (text: string, about: string | null) =>
    store.setState((draft) =>
      draft.text === text ? draft : { text, history: recorded(draft.history, draft.text, about) },
    );
  const turn = () => store.setState((draft) => ({ turn: draft.turn + 1 }));
  const step = (way: typeof undone) => {
    store.setState((draft) => way(draft.history, draft.text) ?? draft);
    turn();
  };
  return {
    ...store,
    replace: (text, file) => {
      store.setState(({ version }) => ({
        text,
        file,
        original: text,
        version: version + 1,
        history: NO_HISTORY,
      }));
      turn();
    },
    type: (text) => {
      change(text, 'text');
      turn();
    },
    change,
    settle: () => store.setState(({ history }) => ({ history: { ...history, open: null } })),
    undo: () => step(undone),
    redo: () => step(redone),
  };
}
