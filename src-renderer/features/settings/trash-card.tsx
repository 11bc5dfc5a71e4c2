import { IconRestore } from '@tabler/icons-react';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useLocation } from 'wouter';
import type { TrashEntry } from '#core/contract/home.ts';
import { Button } from '#renderer/components/buttons/button.tsx';
import { Card } from '#renderer/components/surfaces/card.tsx';
import { ErrorNotice } from '#renderer/components/surfaces/error-notice.tsx';
import { PathText } from '#renderer/components/text/path-text.tsx';
import { RelativeTime } from '#renderer/components/text/relative-time.tsx';
import { baseName, folderOf } from '../../format/paths.ts';
import { type Refusal, refusalOf } from '../../host/refusal.ts';
import { addresses } from '../../routing/addresses.ts';
import { useHome, useStores } from '../../stores/stores.ts';
import classes from './settings.module.css';

/** Where runs are, and the runs themselves with their deleted trials. */
function useKnownFolders(): readonly string[] | null {
  const home = useHome((state) => state.home);
  const folders = home && [
    ...home.runs.flatMap(({ root }) => [folderOf(root), root]),
    ...home.watched_folders.map(({ path }) => path),
  ];
  // The list of runs is sent again with each change in it; its places change seldom.
  const text = folders && JSON.stringify([...new Set(folders)]);
  return useMemo(() => (text === null ? null : (JSON.parse(text) as string[])), [text]);
}

type Trash = {
  readonly entries: readonly TrashEntry[] | null;
  readonly refused: Refusal | null;
  readonly restore: (entry: TrashEntry) => void;
};

function useTrash(): Trash {
  const { connection } = useStores();
  const [, navigate] = useLocation();
  const folders = useKnownFolders();
  const [entries, setEntries] = useState<readonly TrashEntry[] | null>(null);
  const [refused, setRefused] = useState<Refusal | null>(null);
  const look = useCallback(async () => {
    if (folders !== null) {
      setEntries(await connection.client.home.trash({ folders: [...folders] }));
    }
  }, [connection, folders]);
  useEffect(() => {
    look().catch((error: unknown) => setRefused(refusalOf(error)));
  }, [look]);
  const restore = async ({ path, kind }: TrashEntry) => {
    try {
      const { key } = await connection.client.home.restore({ path });
      setRefused(null);
      navigate(addresses.run(key, kind === 'trial' ? 'trials' : 'overview'));
    } catch (error) {
      setRefused(refusalOf(error));
      await look();
    }
  };
  return { entries, refused, restore: (entry) => void restore(entry) };
}

/** `resnet-wide`, or `Trial 12 of xgb-churn`. */
function nameOf({ kind, original }: TrashEntry): string {
  const name = baseName(original);
  return kind === 'run'
    ? name
    : `Trial ${name.replace(/^config_/, '')} of ${baseName(folderOf(folderOf(original)))}`;
}

function Entry({ entry, onRestore }: { entry: TrashEntry; onRestore: (entry: TrashEntry) => void }) {
  const name = nameOf(entry);
  return (
    <li className={classes.trashed}>
      <div className={classes.trashedWords}>
        <b>{name}</b>
        <PathText path={entry.path} />
        {entry.other_place !== null && (
          <span className="text3 small">
            Another run has its place: it comes back as {baseName(entry.other_place)}
          </span>
        )}
      </div>
      <span className="text3 small">
        <RelativeTime at={entry.moved_at} />
      </span>
      <Button size="small" icon={IconRestore} label={`Restore ${name}`} onClick={() => onRestore(entry)}>
        Restore
      </Button>
    </li>
  );
}

/** What overwriting and deleting moved away from the folders of the runs on the list. */
export function TrashCard() {
  const { entries, refused, restore } = useTrash();
  return (
    <Card
      title="Trash"
      caption="Overwritten runs and deleted trials, beside the runs on the list. Nothing is emptied by itself."
    >
      {refused && <ErrorNotice error={refused} />}
      {entries?.length === 0 && <p className="text3">Nothing was moved away.</p>}
      <ul className={classes.trash}>
        {entries?.map((entry) => (
          <Entry key={entry.path} entry={entry} onRestore={restore} />
        ))}
      </ul>
    </Card>
  );
}
