import { IconFolderOpen } from '@tabler/icons-react';
import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { type Refusal, refusalOf } from '../../host/refusal.ts';
import { useHost, useStores } from '../../stores/stores.ts';
import { PathChooser } from '../open/path-chooser.tsx';

const WORDS = {
  title: 'Open directory',
  lead: 'The directory of a run that is not on the list yet; it is put there and chosen. Nothing is written into it.',
  button: 'Open',
  kinds: ['directory', 'run'],
} as const;

/** Puts the run at a path on the list. Null when done, otherwise why not. */
function useOpening(onOpened: (key: string) => void): (path: string) => Promise<Refusal | null> {
  const { client } = useStores().connection;
  return async (path) => {
    try {
      onOpened((await client.home.open({ path })).key);
      return null;
    } catch (error) {
      return refusalOf(error);
    }
  };
}

type OpenAnotherProps = {
  readonly onOpened: (key: string) => void;
  /** Asks for our own dialog, for hosts that have none. */
  readonly onAsk: () => void;
};

/** Chooses a run that is not on the list by its directory. */
export function OpenAnother({ onOpened, onAsk }: OpenAnotherProps) {
  const { desktop } = useStores().connection;
  const open = useOpening(onOpened);
  const [refused, setRefused] = useState<Refusal | null>(null);
  const ask = async () => {
    if (!desktop) {
      onAsk();
      return;
    }
    const path = await desktop.openDirectory({ title: WORDS.title, start: null });
    setRefused(path === null ? null : await open(path));
  };
  return (
    <>
      <Button icon={IconFolderOpen} onClick={() => void ask()}>
        Open directory…
      </Button>
      {refused && <ErrorNotice title="That did not open" error={refused} />}
    </>
  );
}

/** Our own dialog for it, in the place of the one that asked. */
export function OpenAnotherDialog({
  onOpened,
  onClose,
}: Pick<OpenAnotherProps, 'onOpened'> & { readonly onClose: () => void }) {
  const start = useHost((state) => state.info?.working_directory ?? null);
  return <PathChooser words={WORDS} start={start} onChoose={useOpening(onOpened)} onClose={onClose} />;
}
