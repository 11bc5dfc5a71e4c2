import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import type { RootFinding } from '#core/contract/run/existing-run.ts';
import { useConnectionState, useStores } from '../../stores/stores.ts';

/** A path that is being typed is looked at once the fingers rest. */
const SETTLE_MILLISECONDS = 250;

type Known = { readonly root: string; readonly finding: RootFinding };

/** What a start would find at this place; null until that is known, and without a place. */
export function useRootFinding(root: string | null): RootFinding | null {
  const { connection, draft } = useStores();
  const connected = useConnectionState() === 'open';
  const [settled] = useDebouncedValue(root, SETTLE_MILLISECONDS);
  const [known, setKnown] = useState<Known | null>(null);
  useEffect(() => {
    if (settled === null || settled.trim() === '' || !connected) {
      return;
    }
    let wanted = true;
    const { file, folder } = draft.getState();
    connection.client.setup.lookAtRoot({ root: settled, file, folder }).then(
      (finding) => wanted && setKnown({ root: settled, finding }),
      // The start itself says what is wrong with the place.
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [connection, connected, draft, settled]);
  return known !== null && known.root === root ? known.finding : null;
}
