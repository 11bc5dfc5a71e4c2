import { useDebouncedValue } from '@mantine/hooks';
import { type FormEvent, useRef, useState } from 'react';
import { Button } from '../../../components/button.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { DialogActions, SubmitButton } from '../../../components/dialog-actions.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { Field } from '../../../components/field.tsx';
import { baseName, folderOf, typedPath } from '../../../format/paths.ts';
import { useHost, useStores } from '../../../stores/stores.ts';
import { FolderList } from '../../open/folder-list.tsx';
import { useFolder } from '../../open/use-folder.ts';
import { MovedPart } from './moved-part.tsx';
import { type Saving, saveElsewhere } from './save-document.ts';
import { useMove } from './use-move.ts';

/** A path that is being typed is looked at once the fingers rest. */
const SETTLE_MILLISECONDS = 250;
const YAML = /\.ya?ml$/i;

function isYaml(path: string): boolean {
  return YAML.test(path.trim());
}

/** From what is typed to the path that the engine makes of it. */
function useTypedPath(): (typed: string) => string {
  const info = useHost((state) => state.info);
  return (typed) => typedPath(typed, { folder: info?.working_directory ?? '', home: info?.home ?? null });
}

type SaveDialogProps = {
  readonly path: string;
  /** Whether that file was already said to be replaced. */
  readonly mayReplace: boolean;
  readonly onClose: () => void;
};

/**
 * Saves the run's text under a path on the machine of the engine, for hosts that have no dialog of their own, and asks
 * what is to become of its relative paths.
 */
export function SaveDialog({ path: start, mayReplace, onClose }: SaveDialogProps) {
  const stores = useStores();
  const [typed, setTyped] = useState(start);
  const wholeOf = useTypedPath();
  const path = wholeOf(typed);
  const [answer, setAnswer] = useState<Saving | null>(null);
  const [replaced, setReplaced] = useState<readonly string[]>(mayReplace ? [start] : []);
  const [settled] = useDebouncedValue(path, SETTLE_MILLISECONDS);
  const { folder } = useFolder(folderOf(settled));
  const field = useRef<HTMLInputElement>(null);
  const move = useMove(path);
  const taken = answer?.kind === 'taken' ? answer.path : null;
  const change = (act: () => void) => {
    act();
    setAnswer(null);
    setReplaced([]);
  };
  const type = (next: string) => change(() => setTyped(next));
  const save = async (allowed: readonly string[]) => {
    setReplaced(allowed);
    const saving = await saveElsewhere(stores, { path, ...move, replaced: allowed });
    if (saving.kind === 'saved') {
      onClose();
    } else {
      setAnswer(saving);
      // Replacing takes a press of its own button, which must not have the focus of the one before.
      field.current?.focus();
    }
  };
  return (
    <Dialog
      title="Save as"
      lead="Relative paths in it start in its folder, and the pipeline runs there."
      onClose={onClose}
      onSubmit={() => void (isYaml(path) && taken === null && save(replaced))}
      actions={
        <DialogActions onCancel={onClose}>
          {taken !== null ? (
            <Button
              key="replace"
              size="large"
              variant="danger-filled"
              onClick={() => void save([...replaced, taken])}
            >
              Replace the file
            </Button>
          ) : (
            <SubmitButton
              key="save"
              unavailable={isYaml(path) ? null : 'The name of a YAML file ends in .yaml or .yml.'}
            >
              Save
            </SubmitButton>
          )}
        </DialogActions>
      }
    >
      <Field
        label="Path"
        ref={field}
        size="large"
        mono
        value={typed}
        onChange={type}
        error={taken === null ? null : `There is a file ${baseName(taken)} already, with another text.`}
        spellCheck={false}
        autoComplete="off"
        data-autofocus
        onFocus={(event: FormEvent<HTMLInputElement>) => selectName(event.currentTarget)}
      />
      <MovedPart move={move} onChange={change} />
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
