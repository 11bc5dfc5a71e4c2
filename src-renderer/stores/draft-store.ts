import { persist } from 'zustand/middleware';
import { createStore, type StoreApi } from 'zustand/vanilla';

/** The text on the New run screen. Kept between visits until another one takes its place. */
type Draft = {
  readonly text: string;
  /** Where the text lives, so that relative paths start there; null for pasted text. */
  readonly file: string | null;
  /** The text as it was when it was put here: what differs from it was changed on this screen. */
  readonly original: string;
  /** Counts up when another text takes the place of this one, which an editor on screen must then show. */
  readonly version: number;
};
export type DraftStore = StoreApi<Draft> & {
  /** Puts another text on the screen. */
  readonly replace: (text: string, file: string | null) => void;
  /** Takes over what was typed. */
  readonly type: (text: string) => void;
};

const EMPTY: Draft = { text: '', file: null, original: '', version: 0 };

export function createDraftStore(): DraftStore {
  const store = createStore<Draft>()(persist((): Draft => EMPTY, { name: 'incumbent.draft' }));
  return {
    ...store,
    replace: (text, file) =>
      store.setState(({ version }) => ({ text, file, original: text, version: version + 1 })),
    type: (text) => store.setState({ text }),
  };
}
