import { useEffect, useState } from 'react';
import type { DirectoryEntry } from '#core/contract/home.ts';
import { type Refusal, refusalOf } from '../../host/refusal.ts';
import { useStores } from '../../stores/stores.ts';

export type Folder = {
  readonly path: string;
  readonly parent: string | null;
  readonly entries: readonly DirectoryEntry[];
};

/** The folder that is being looked at, as the host lists it; the last one stays while the next is read or refused. */
export function useFolder(path: string | null): { folder: Folder | null; refusal: Refusal | null } {
  const { connection } = useStores();
  const [folder, setFolder] = useState<Folder | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  useEffect(() => {
    if (path === null) {
      return;
    }
    let wanted = true;
    connection.client.host.list({ path }).then(
      (listed) => {
        if (wanted) {
          setFolder(listed);
          setRefusal(null);
        }
      },
      (error: unknown) => {
        if (wanted) {
          setRefusal(refusalOf(error));
        }
      },
    );
    return () => {
      wanted = false;
    };
  }, [connection, path]);
  return { folder, refusal };
}
