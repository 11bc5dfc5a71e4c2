import { useDebouncedValue } from '@mantine/hooks';
import { type FormEvent, useRef, useState } from 'react';
import { Button } from '../../../components/button.tsx';
import { Checkbox } from '../../../components/checkbox.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { DialogActions, SubmitButton } from '../../../components/dialog-actions.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { Field } from '../../../components/field.tsx';
import { baseName, folderOf } from '../../../format/paths.ts';
import { useStores } from '../../../stores/stores.ts';
import { FolderList } from '../../open/folder-list.tsx';
import { useFolder } from '../../open/use-folder.ts';
import { type MovedSpace, movedSpace } from './moved-space.ts';
import { type Saving, saveElsewhere } from './save-document.ts';

/** A path that is being typed is looked at once the fingers rest. */
const SETTLE_MILLISECONDS = 250;
const YAML = /\.ya?ml$/i;

function isYaml(path: string): boolean {
  return YAML.test(path.trim());
}

/** Saves the run's text under a path on the machine of the engine, for hosts that have no dialog of their own. */
export function SaveDialog({ path: start, onClose }: { path: string; onClose: () => void }) {
  const stores = useStores();
  const [path, setPath] = useState(start);
  const [answer, setAnswer] = useState<Saving | null>(null);
  const [replaced, setReplaced] = useState<readonly string[]>([]);
  const [isBeside, setBeside] = useState(false);
  const [settled] = useDebouncedValue(path, SETTLE_MILLISECONDS);
  const { folder } = useFolder(folderOf(settled));
  const field = useRef<HTMLInputElement>(null);
  const moved = movedSpace(stores.draft.getState(), folderOf(start), path);
  const taken = answer?.kind === 'taken' ? answer.path : null;
  const change = (act: () => void) => {
    act();
    setAnswer(null);
    setReplaced([]);
  };
  const type = (next: string) => change(() => setPath(next));
  const save = async (allowed: readonly string[]) => {
    setReplaced(allowed);
    const saving = await saveElsewhere(stores, { path, moved, isBeside, replaced: allowed });
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
      lead="Relative paths in it start in its folder."
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
        value={path}
        onChange={type}
        error={taken === null ? null : `There is a file ${baseName(taken)} already, with another text.`}
        spellCheck={false}
        autoComplete="off"
        data-autofocus
        onFocus={(event: FormEvent<HTMLInputElement>) => selectName(event.currentTarget)}
      />
      {moved !== null && (
        <SpaceChoice
          moved={moved}
          isBeside={isBeside}
          onChange={(beside) => change(() => setBeside(beside))}
        />
      )}
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

type SpaceChoiceProps = {
  readonly moved: MovedSpace;
  readonly isBeside: boolean;
  readonly onChange: (isBeside: boolean) => void;
};

/** The path of the space file leads elsewhere from the new folder: which file is to be meant there. */
function SpaceChoice({ moved: { beside, file }, isBeside, onChange }: SpaceChoiceProps) {
  return beside === null ? (
    <p className="text2 small">
      It will name its search space as <span className="mono">{file}</span>.
    </p>
  ) : (
    <Checkbox
      label={`Write ${baseName(beside)} beside it too; else it names ${file}`}
      checked={isBeside}
      onChange={onChange}
    />
  );
}

/** The name without its folder and ending: what is most likely to be typed over. */
function selectName(input: HTMLInputElement): void {
  const name = baseName(input.value);
  const from = input.value.length - name.length;
  input.setSelectionRange(from, from + name.replace(YAML, '').length);
}
