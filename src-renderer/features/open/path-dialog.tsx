import { useDebouncedValue } from '@mantine/hooks';
import { type FormEvent, useState } from 'react';
import { useLocation } from 'wouter';
import type { DirectoryEntry } from '#core/contract/home.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Field } from '../../components/field.tsx';
import type { Refusal } from '../../host/refusal.ts';
import { useHost, useStores } from '../../stores/stores.ts';
import { FolderList } from './folder-list.tsx';
import { type PathPurpose, takePath } from './open-flows.ts';
import { useFolder } from './use-folder.ts';

const WORDS: Record<
  PathPurpose,
  { title: string; lead: string; button: string; kinds: readonly DirectoryEntry['kind'][] }
> = {
  'open-directory': {
    title: 'Open directory',
    lead: 'The directory of a run, also one that is running elsewhere. Nothing is written into it.',
    button: 'Open',
    kinds: ['directory', 'run'],
  },
  'watch-folder': {
    title: 'Watch a folder',
    lead: 'Every run below it appears in the list by itself, now and later.',
    button: 'Watch',
    kinds: ['directory', 'run'],
  },
  'open-yaml': {
    title: 'Open YAML file',
    lead: 'Relative paths in it are taken from its folder.',
    button: 'Open',
    kinds: ['directory', 'file'],
  },
};

/** A path that is being typed is looked at once the fingers rest. */
const SETTLE_MILLISECONDS = 250;

/** Chooses a path on the machine of the engine, for hosts that have no dialog of their own. */
export function PathDialog({ purpose, onClose }: { purpose: PathPurpose; onClose: () => void }) {
  const stores = useStores();
  const [, go] = useLocation();
  const start = useHost((state) => state.info?.working_directory ?? null);
  const [looking, setLooking] = useState<string | null>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const [refused, setRefused] = useState<Refusal | null>(null);
  const [settled] = useDebouncedValue(typed, SETTLE_MILLISECONDS);
  const { folder, refusal } = useFolder(settled ?? looking ?? start);
  const words = WORDS[purpose];
  const path = typed ?? folder?.path ?? start ?? '';

  const look = (to: string) => {
    setLooking(to);
    setTyped(null);
    setRefused(null);
  };
  const choose = async (chosen: string) => {
    const why = await takePath(purpose, chosen, { stores, go });
    if (why) {
      setRefused(why);
    } else {
      onClose();
    }
  };
  const entered = (entry: DirectoryEntry) => {
    if (entry.kind === 'directory') {
      look(entry.path);
    } else {
      setTyped(entry.path);
      void choose(entry.path);
    }
  };
  return (
    <Dialog
      title={words.title}
      lead={words.lead}
      onClose={onClose}
      onSubmit={() => void choose(path)}
      actions={
        <>
          <Button size="large" onClick={onClose}>
            Cancel
          </Button>
          <Button
            size="large"
            variant="primary"
            type="submit"
            unavailable={path.trim() ? null : 'Type or choose a path first.'}
          >
            {words.button}
          </Button>
        </>
      }
    >
      <Field
        label="Path"
        size="large"
        mono
        value={path}
        onChange={(value) => {
          setTyped(value);
          setRefused(null);
        }}
        spellCheck={false}
        autoComplete="off"
        data-autofocus
        onFocus={(event: FormEvent<HTMLInputElement>) => event.currentTarget.select()}
      />
      {refused && <ErrorNotice error={refused} />}
      <FolderList
        folder={folder}
        kinds={words.kinds}
        error={typed === null ? (refusal?.message ?? null) : null}
        onEnter={entered}
        onUp={look}
      />
    </Dialog>
  );
}
