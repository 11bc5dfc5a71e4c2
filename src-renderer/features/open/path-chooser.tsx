import { useDebouncedValue } from '@mantine/hooks';
import { type FormEvent, useLayoutEffect, useRef, useState } from 'react';
import type { DirectoryEntry } from '#core/contract/home.ts';
import { Field } from '#renderer/components/inputs/field.tsx';
import { Dialog } from '#renderer/components/surfaces/dialog.tsx';
import { DialogActions, SubmitButton } from '#renderer/components/surfaces/dialog-actions.tsx';
import { ErrorNotice } from '#renderer/components/surfaces/error-notice.tsx';
import type { Refusal } from '../../host/refusal.ts';
import { FolderList } from './folder-list.tsx';
import { useFolder } from './use-folder.ts';

/** What a dialog says, and which entries of a folder it offers. */
export type PathWords = {
  readonly title: string;
  readonly lead: string;
  readonly button: string;
  readonly kinds: readonly DirectoryEntry['kind'][];
};

type PathChooserProps = {
  readonly words: PathWords;
  /** The folder that it begins in; null while it is not known. */
  readonly start: string | null;
  /** Null when that is done, otherwise why not: then the dialog stays. */
  readonly onChoose: (path: string) => Promise<Refusal | null>;
  readonly onClose: () => void;
};

/** A path that is being typed is looked at once the fingers rest. */
const SETTLE_MILLISECONDS = 250;

/** Chooses a path on the machine of the engine, for hosts that have no dialog of their own. */
export function PathChooser({ words, start, onChoose, onClose }: PathChooserProps) {
  const [looking, setLooking] = useState<string | null>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const [refused, setRefused] = useState<Refusal | null>(null);
  const [settled] = useDebouncedValue(typed, SETTLE_MILLISECONDS);
  const { folder, refusal } = useFolder(settled ?? looking ?? start);
  const offered = folder?.path ?? start ?? '';
  const path = typed ?? offered;
  const field = useRef<HTMLInputElement>(null);

  // The field selects what it offers when it is entered. What it offers only then is typed over in the same way, not behind.
  useLayoutEffect(() => {
    if (typed === null && offered !== '' && document.activeElement === field.current) {
      field.current?.select();
    }
  }, [typed, offered]);

  const look = (to: string) => {
    setLooking(to);
    setTyped(null);
    setRefused(null);
  };
  const choose = async (chosen: string) => {
    const why = await onChoose(chosen);
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
        <DialogActions onCancel={onClose}>
          <SubmitButton unavailable={path.trim() ? null : 'Type or choose a path first.'}>
            {words.button}
          </SubmitButton>
        </DialogActions>
      }
    >
      <Field
        ref={field}
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
