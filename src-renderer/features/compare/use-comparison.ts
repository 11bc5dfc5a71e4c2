import { useEffect, useState } from 'react';
import type { Comparison } from '#core/contract/analysis/compare.ts';
import { follow } from '../../host/follow.ts';
import type { Refusal } from '../../host/refusal.ts';
import { useStores } from '../../stores/stores.ts';

type Seen = { readonly keys: string; readonly comparison: Comparison | null; readonly error: Refusal | null };

/** The runs that are compared, live. Null until the first answer; what was seen stays while other runs are read. */
export function useComparison(keys: readonly string[]): Omit<Seen, 'keys'> {
  const { connection } = useStores();
  const asked = keys.join(',');
  const [seen, setSeen] = useState<Seen>({ keys: '', comparison: null, error: null });
  useEffect(() => {
    const ended = new AbortController();
    const list = asked.split(',').filter(Boolean);
    if (list.length > 0) {
      void follow<Comparison>({
        open: (options) => connection.client.compare.watch({ keys: list }, options),
        onEvent: (comparison) => setSeen({ keys: asked, comparison, error: null }),
        onRefusal: (error) => setSeen({ keys: asked, comparison: null, error }),
        signal: ended.signal,
      });
    }
    return () => ended.abort();
  }, [connection, asked]);
  return asked === '' ? { comparison: null, error: null } : seen;
}
