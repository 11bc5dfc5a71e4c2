import { createStore, type StoreApi } from 'zustand/vanilla';
import type { SearchSpace } from '#core/contract/space.ts';
import type { Config } from '#core/contract/value.ts';

/** Dialogs that any place of the app may ask for; one is open at a time. */
type DialogRequest =
  | { readonly kind: 'palette' }
  | { readonly kind: 'shortcuts' }
  | { readonly kind: 'open-directory' }
  | { readonly kind: 'open-yaml' }
  | { readonly kind: 'watch-folder' }
  /** The draft is started; `root` is where it would be kept, null where that is not known; `warnings` keep nobody. */
  | { readonly kind: 'start'; readonly root: string | null; readonly warnings: readonly string[] }
  /** `path` is what is proposed. */
  | { readonly kind: 'save-yaml'; readonly path: string; readonly mayReplace: boolean }
  | { readonly kind: 'resume'; readonly key: string }
  | { readonly kind: 'add-worker'; readonly key: string }
  /** `running` as it is known where the dialog was asked for: the list of runs learns of an end a little later. */
  | { readonly kind: 'more-budget'; readonly key: string; readonly running: boolean }
  | { readonly kind: 'export'; readonly key: string; readonly name: string }
  | { readonly kind: 'delete-trials'; readonly key: string; readonly trials: readonly string[] }
  | {
      readonly kind: 'enqueue';
      readonly key: string;
      readonly name: string;
      readonly space: SearchSpace;
      /** What the fields begin with; null before there is a best configuration. */
      readonly best: Config | null;
    };

type DialogState = { readonly current: DialogRequest | null };
export type DialogStore = StoreApi<DialogState> & {
  readonly open: (request: DialogRequest) => void;
  readonly close: () => void;
};

export function createDialogStore(): DialogStore {
  const store = createStore<DialogState>(() => ({ current: null }));
  return {
    ...store,
    open: (current) => store.setState({ current }),
    close: () => store.setState({ current: null }),
  };
}
