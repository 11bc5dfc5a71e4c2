import { IconEye } from '@tabler/icons-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { Button } from '#renderer/components/buttons/button.tsx';
import { Card } from '#renderer/components/surfaces/card.tsx';
import { ErrorNotice } from '#renderer/components/surfaces/error-notice.tsx';
import { PathText } from '#renderer/components/text/path-text.tsx';
import { counted } from '../../format/numbers.ts';
import { baseName } from '../../format/paths.ts';
import { type Refusal, refusalOf } from '../../host/refusal.ts';
import { useHome, useStores } from '../../stores/stores.ts';
import { askForPath } from '../open/open-flows.ts';
import classes from './settings.module.css';

/** Folders whose runs come into the list by themselves. */
export function WatchedFoldersCard() {
  const stores = useStores();
  const [, go] = useLocation();
  const folders = useHome((state) => state.home?.watched_folders);
  const [refused, setRefused] = useState<Refusal | null>(null);
  const stop = async (path: string) => {
    try {
      await stores.connection.client.home.unwatchFolder({ path });
      setRefused(null);
    } catch (error) {
      setRefused(refusalOf(error));
    }
  };
  return (
    <Card
      title="Watched folders"
      caption="Every run below them is in the list by itself."
      controls={
        <Button size="small" icon={IconEye} onClick={() => void askForPath('watch-folder', { stores, go })}>
          Watch a folder…
        </Button>
      }
    >
      {refused && <ErrorNotice error={refused} />}
      {folders?.length === 0 && <p className="text3">None yet.</p>}
      <ul>
        {folders?.map((folder) => (
          <li key={folder.path} className={classes.folder}>
            <PathText path={folder.path} />
            <span className="text3 small">{folder.problem ?? `${counted(folder.found, 'run')} found`}</span>
            <Button
              size="small"
              label={`Stop watching ${baseName(folder.path)}`}
              onClick={() => void stop(folder.path)}
            >
              Stop watching
            </Button>
          </li>
        ))}
      </ul>
    </Card>
  );
}
