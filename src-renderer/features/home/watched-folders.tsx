import { Menu } from '@mantine/core';
import { IconEyeOff } from '@tabler/icons-react';
import type { Home } from '#core/contract/home.ts';
import { Button } from '#renderer/components/buttons/button.tsx';
import { PopUpMenu } from '#renderer/components/buttons/pop-up-menu.tsx';
import { Icon } from '#renderer/components/text/icon.tsx';
import { counted } from '../../format/numbers.ts';
import { tilde } from '../../format/paths.ts';
import { refusalOf } from '../../host/refusal.ts';
import { useHost, useStores } from '../../stores/stores.ts';
import classes from './home.module.css';

function wordsOf(folders: Home['watched_folders'], home: string | null): string {
  const [only] = folders;
  const found = folders.reduce((sum, folder) => sum + folder.found, 0);
  const where = folders.length === 1 && only ? tilde(only.path, home) : counted(folders.length, 'folder');
  return `Watching ${where}, ${counted(found, 'run')} found`;
}

/** Which folders bring runs by themselves, and the way to stop that. */
export function WatchedFolders({ folders }: { folders: Home['watched_folders'] }) {
  const { connection, notifications } = useStores();
  const home = useHost((state) => state.info?.home ?? null);
  const stop = (path: string) => {
    connection.client.home.unwatchFolder({ path }).catch((error: unknown) => {
      notifications.notify({
        tone: 'failed',
        title: 'The folder is still watched',
        message: refusalOf(error).message,
        address: null,
      });
    });
  };
  return (
    <PopUpMenu
      target={
        <Button variant="ghost" className={classes.watching}>
          {wordsOf(folders, home)}
        </Button>
      }
    >
      {folders.map((folder) => (
        <Menu.Item
          key={folder.path}
          leftSection={<Icon of={IconEyeOff} small />}
          onClick={() => stop(folder.path)}
        >
          Stop watching {tilde(folder.path, home)}
          {folder.problem && <div className="text3 small">{folder.problem}</div>}
        </Menu.Item>
      ))}
    </PopUpMenu>
  );
}
