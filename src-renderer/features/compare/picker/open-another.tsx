import { IconFolderOpen } from '@tabler/icons-react';
import { useState } from 'react';
import { Button } from '#renderer/components/buttons/button.tsx';
import { ErrorNotice } from '#renderer/components/surfaces/error-notice.tsx';
import { chooseOnDesktop, listRun } from '#renderer/features/open/open-flows.ts';
import { PathChooser, type PathWords } from '#renderer/features/open/path-chooser.tsx';
import { PATH_WORDS } from '#renderer/features/open/path-dialog.tsx';
import type { Refusal } from '#renderer/host/refusal.ts';
import { useHost, useStores } from '#renderer/stores/stores.ts';

const WORDS: PathWords = {
  ...PATH_WORDS['open-directory'],
  lead: 'The directory of a run that is not on the list yet; it is put there and chosen. Nothing is written into it.',
};

type OpenAnotherProps = {
  readonly onOpened: (key: string) => void;
  /** Asks for our own dialog, for hosts that have none. */
  readonly onAsk: () => void;
};

/** Chooses a run that is not on the list by its directory. */
export function OpenAnother({ onOpened, onAsk }: OpenAnotherProps) {
  const stores = useStores();
  const [refused, setRefused] = useState<Refusal | null>(null);
  const ask = async () => {
    if (!stores.connection.desktop) {
      onAsk();
      return;
    }
    const path = await chooseOnDesktop('open-directory', stores);
    setRefused(path === null ? null : await listRun(path, stores, onOpened));
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
  const stores = useStores();
  const start = useHost((state) => state.info?.working_directory ?? null);
  return (
    <PathChooser
      words={WORDS}
      start={start}
      onChoose={(path) => listRun(path, stores, onOpened)}
      onClose={onClose}
    />
  );
}
