import { type FormEvent, useRef } from 'react';
import { Button } from '#renderer/components/buttons/button.tsx';
import { Checkbox } from '#renderer/components/inputs/checkbox.tsx';
import { Field } from '#renderer/components/inputs/field.tsx';
import { Dialog } from '#renderer/components/surfaces/dialog.tsx';
import { DialogActions, SubmitButton } from '#renderer/components/surfaces/dialog-actions.tsx';
import { ErrorNotice } from '#renderer/components/surfaces/error-notice.tsx';
import { FolderList } from '#renderer/features/open/folder-list.tsx';
import { baseName } from '#renderer/format/paths.ts';
import classes from '../documents.module.css';
import { type DocumentMove, useSaveAs, useSettledFolder } from './use-save-as.ts';

const YAML = /\.ya?ml$/i;

function isYaml(path: string): boolean {
  return YAML.test(path.trim());
}

function unavailability(path: string, isLooking: boolean): string | null {
  if (!isYaml(path)) {
    return 'The name of a YAML file ends in .yaml or .yml.';
  }
  return isLooking ? 'Looking at what its relative paths mean…' : null;
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
  const field = useRef<HTMLInputElement>(null);
  // Replacing takes a press of its own button, which must not have the focus of the one before.
  const onAnswer = () => field.current?.focus();
  const saving = useSaveAs({ start, mayReplace, onSaved: onClose, onAnswer });
  const { typed, path, move, answer, taken, type } = saving;
  const unavailable = unavailability(path, saving.isLooking);
  const { folder } = useSettledFolder(path);
  return (
    <Dialog
      title="Save as"
      lead="Relative paths in it start in its folder, and the pipeline runs there."
      onClose={onClose}
      onSubmit={() => void (unavailable === null && taken === null && saving.save())}
      actions={
        <DialogActions onCancel={onClose}>
          {taken !== null ? (
            <Button
              key="replace"
              size="large"
              variant="danger-filled"
              onClick={() => void saving.replace(taken)}
            >
              Replace the file
            </Button>
          ) : (
            <SubmitButton key="save" unavailable={unavailable}>
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
      <MovedPart move={move} onChange={saving.change} />
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

type MovedPartProps = {
  readonly move: DocumentMove;
  /** Runs a change of what is to be saved. */
  readonly onChange: (act: () => void) => void;
};

/** What becomes of relative paths in the new folder; nothing where they stay what they are. */
function MovedPart({ move, onChange }: MovedPartProps) {
  const { moved, isRewritten, isBeside, rewrite, copySpace } = move;
  const paths = moved.paths.filter(({ key }) => key !== 'pipeline_space' || !isBeside);
  if (moved.paths.length === 0) {
    return null;
  }
  return (
    <div className={classes.moved}>
      <Checkbox
        label="Rewrite its relative paths, so that it means the same"
        checked={isRewritten === true}
        disabled={isRewritten === null}
        onChange={(next) => onChange(() => rewrite(next))}
      />
      {isRewritten === true && paths.length > 0 && (
        <dl className={classes.movedPaths} aria-label="Relative paths">
          {paths.map(({ key, before, after }) => (
            <div key={key}>
              <dt className="mono">{key}</dt>
              <dd>
                <span className="mono text3">{before}</span> becomes{' '}
                {after === null ? (
                  'something else: it can only be rewritten in the YAML'
                ) : (
                  <span className="mono">{after}</span>
                )}
              </dd>
            </div>
          ))}
        </dl>
      )}
      {moved.beside !== null && (
        <Checkbox
          label={`Write ${baseName(moved.beside.path)} beside it too`}
          checked={isBeside}
          onChange={(next) => onChange(() => copySpace(next))}
        />
      )}
    </div>
  );
}
