import { useDebouncedValue } from '@mantine/hooks';
import { type FormEvent, useRef, useState } from 'react';
import { Button } from '../../../components/button.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { Field } from '../../../components/field.tsx';
import { baseName, folderOf } from '../../../format/paths.ts';
import type { Refusal } from '../../../host/refusal.ts';
import { useStores } from '../../../stores/stores.ts';
import { FolderList } from '../../open/folder-list.tsx';
import { useFolder } from '../../open/use-folder.ts';
import { saveAt } from './save-document.ts';

/** A path that is being typed is looked at once the fingers rest. */
const SETTLE_MILLISECONDS = 250;
const YAML = /\.ya?ml$/i;

function isYaml(path: string): boolean {
  return YAML.test(path.trim());
}

type Answer =
  | { readonly kind: 'taken'; readonly path: string }
  | { readonly kind: 'refused'; readonly error: Refusal };

/** Saves the run's text under a path on the machine of the engine, for hosts that have no dialog of their own. */
export function SaveDialog({ path: start, onClose }: { path: string; onClose: () => void }) {
  const stores = useStores();
  const [path, setPath] = useState(start);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [settled] = useDebouncedValue(path, SETTLE_MILLISECONDS);
  const { folder } = useFolder(folderOf(settled));
  const field = useRef<HTMLInputElement>(null);
  const isTaken = answer?.kind === 'taken' && answer.path === path;
  const type = (next: string) => {
    setPath(next);
    setAnswer(null);
  };
  const save = async (replace: boolean) => {
    const { text } = stores.draft.getState();
    const saving = await saveAt(stores, 'main', { path, text, replace });
    if (saving.kind === 'saved') {
      onClose();
    } else {
      setAnswer(saving.kind === 'taken' ? { kind: 'taken', path } : saving);
      // Replacing takes a press of its own button, which must not have the focus of the one before.
      field.current?.focus();
    }
  };
  return (
    <Dialog
      title="Save as"
      lead="Relative paths in it start in its folder."
      onClose={onClose}
      onSubmit={() => void (isYaml(path) && !isTaken && save(false))}
      actions={
        <>
          <Button size="large" onClick={onClose}>
            Cancel
          </Button>
          {isTaken ? (
            <Button key="replace" size="large" variant="danger-filled" onClick={() => void save(true)}>
              Replace the file
            </Button>
          ) : (
            <Button
              key="save"
              size="large"
              variant="primary"
              type="submit"
              unavailable={isYaml(path) ? null : 'The name of a YAML file ends in .yaml or .yml.'}
            >
              Save
            </Button>
          )}
        </>
      }
    >
      <Field
        label="Path"
        ref={field}
        size="large"
        mono
        value={path}
        onChange={type}
        error={isTaken ? `There is a file ${baseName(path)} already, with another text.` : null}
        spellCheck={false}
        autoComplete="off"
        data-autofocus
        onFocus={(event: FormEvent<HTMLInputElement>) => selectName(event.currentTarget)}
      />
      {answer?.kind === 'refused' && <ErrorNotice error={answer.error} />}
      <FolderList
        folder={folder}
        kinds={['directory', 'file']}
        error={null}
        onEnter={(entry) => type(entry.kind === 'file' ? entry.path : `${entry.path}/${baseName(path)}`)}
        onUp={(parent) => type(`${parent.replace(/\/$/, '')}/${baseName(path)}`)}
      />
    </Dialog>
  );
}

/** The name without its folder and ending: what is most likely to be typed over. */
function selectName(input: HTMLInputElement): void {
  const name = baseName(input.value);
  const from = input.value.length - name.length;
  input.setSelectionRange(from, from + name.replace(YAML, '').length);
}
