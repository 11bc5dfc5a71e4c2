import { useCallback, useMemo } from 'react';
import { useLocation } from 'wouter';
import { withQuery } from './addresses.ts';
import { hashSearch, useHashSearch } from './hash-location.ts';

type QueryChange = Readonly<Record<string, string | null>>;

/**
 * The query of the address as state: back, reload and a second window keep what a screen shows.
 *
 * @returns the values by name, and a setter that changes the given names only (null removes one). It replaces the
 *   address unless `push` asks for a step of its own in the history.
 */
export function useQuery(): [ReadonlyMap<string, string>, (change: QueryChange, push?: boolean) => void] {
  const search = useHashSearch();
  const [path, navigate] = useLocation();
  const values = useMemo(() => new Map(new URLSearchParams(search)), [search]);
  const set = useCallback(
    (change: QueryChange, push = false) => {
      // As it is now: a change that waited a while takes back none that came meanwhile.
      const now = Object.fromEntries(new URLSearchParams(hashSearch()));
      navigate(withQuery(path, { ...now, ...change }), { replace: !push });
    },
    [navigate, path],
  );
  return [values, set];
}
