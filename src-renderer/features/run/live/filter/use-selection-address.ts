import { useEffect, useRef } from 'react';
import { useLocation } from 'wouter';
import { useQuery } from '#renderer/routing/use-query.ts';
import {
  hasSelection,
  type RunSelection,
  readSelection,
  selectionQuery,
  selectionText,
} from '#renderer/stores/runs/run-selection.ts';
import { useSelection, useStores } from '#renderer/stores/stores.ts';

/** Browsers refuse addresses that change with every move of a drag. */
const SETTLED_MILLISECONDS = 200;

/** What a link to filtered trials means: its filters in place of ours, and what it does not name as it is. */
function linked(query: ReadonlyMap<string, string>, now: RunSelection): RunSelection {
  const given = readSelection(query);
  return {
    ...given,
    moment: given.moment ?? now.moment,
    sort: given.sort ?? now.sort,
    columns: given.columns ?? now.columns,
  };
}

/**
 * Keeps the selection of a run in its address, so that reload, back and a second window show the same. An
 * address without any, as links to other tabs and trials have it, keeps what is selected.
 */
export function useSelectionAddress(runKey: string): void {
  const store = useStores().selections.of(runKey);
  const [query, setQuery] = useQuery();
  const [path] = useLocation();
  const selected = useSelection(runKey, ({ selection }) => selectionText(selection));
  const inAddress = selectionText(readSelection(query));
  /** What address and store agreed on last, and where that was. */
  const agreed = useRef<{ text: string; path: string | null }>({ text: '', path: null });

  // biome-ignore lint/correctness/useExhaustiveDependencies: only a change of the address counts here.
  useEffect(() => {
    const { text, path: before } = agreed.current;
    const now = store.getState().selection;
    if (inAddress !== text && hasSelection(query)) {
      store.change(before === path ? readSelection(query) : linked(query, now));
    }
    agreed.current = { text: inAddress, path };
  }, [inAddress, path, store]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the setter belongs to the address it was made for.
  useEffect(() => {
    if (selected === agreed.current.text) {
      return;
    }
    const timer = setTimeout(() => {
      const now = store.getState().selection;
      agreed.current = { text: selectionText(now), path };
      setQuery(selectionQuery(now));
    }, SETTLED_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [selected, inAddress, path, store]);
}
