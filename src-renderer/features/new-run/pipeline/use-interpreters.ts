import { useState } from 'react';
import type { InterpreterOffer } from '#core/contract/setup/interpreters.ts';
import { documentOf } from '#renderer/stores/draft/draft.ts';
import { type Refusal, refusalOf } from '../../../host/refusal.ts';
import { useStores } from '../../../stores/stores.ts';
import { useCancellable } from './use-cancellable.ts';

/** A search for Pythons, as far as it has come. */
type InterpreterSearchState = {
  readonly isSearching: boolean;
  readonly offers: readonly InterpreterOffer[];
  readonly refusal: Refusal | null;
};

export type InterpreterSearch = {
  readonly state: InterpreterSearchState;
  readonly begin: () => void;
  readonly cancel: () => void;
};

const NOTHING: InterpreterSearchState = { isSearching: false, offers: [], refusal: null };

/** Looks for every Python that could run the draft's function; the search ends when the screen is left. */
export function useInterpreters(): InterpreterSearch {
  const { connection, draft } = useStores();
  const [state, setState] = useState(NOTHING);
  const work = useCancellable();

  const run = async (signal: AbortSignal) => {
    const change = (next: Partial<InterpreterSearchState>) =>
      signal.aborted || setState((before) => ({ ...before, ...next }));
    try {
      const document = documentOf(draft.getState());
      for await (const found of await connection.client.setup.interpreters(document, { signal })) {
        change({ offers: found.interpreters, isSearching: !found.done });
      }
    } catch (thrown) {
      change({ refusal: refusalOf(thrown), isSearching: false });
    }
  };
  return {
    state,
    begin: () => {
      const signal = work.begin();
      setState({ ...NOTHING, isSearching: true });
      void run(signal);
    },
    cancel: () => {
      work.cancel();
      setState((before) => ({ ...before, isSearching: false }));
    },
  };
}
