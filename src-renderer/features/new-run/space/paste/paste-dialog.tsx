import { useId, useMemo, useState } from 'react';
import { addedParameters, type NameConflict } from '#core/config/edit/parameters/several-parameters.ts';
import { type Pasted, readPasted } from '#core/config/exchange/read-pasted.ts';
import { parameterSummary } from '#core/config/words/parameter-summary.ts';
import type { Problem } from '#core/contract/setup/problem.ts';
import { Dialog } from '#renderer/components/surfaces/dialog.tsx';
import { DialogActions, SubmitButton } from '#renderer/components/surfaces/dialog-actions.tsx';
import { Message } from '#renderer/components/text/message.tsx';
import type { DocumentForm } from '#renderer/features/new-run/document/use-document.ts';
import radioClasses from '../../../../components/inputs/radio.module.css';
import { counted } from '../../../../format/numbers.ts';
import classes from './paste.module.css';

const LANGUAGES = { yaml: 'YAML', python: 'Python', configspace: 'ConfigSpace JSON' } as const;

function Findings({ problems }: { readonly problems: readonly Problem[] }) {
  return (
    <ul className={classes.problems} aria-label="Problems of the text">
      {problems.map((problem) => (
        <li key={`${problem.line}-${problem.column}-${problem.message}`} data-severity={problem.severity}>
          <span className={classes.line}>{problem.line === null ? '' : `Line ${problem.line}`}</span>
          <span>
            <Message>{problem.message}</Message>
          </span>
        </li>
      ))}
    </ul>
  );
}

type UnderstoodProps = { readonly pasted: Pasted; readonly taken: readonly string[] };

function Understood({ pasted: { space, language }, taken }: UnderstoodProps) {
  return (
    <>
      <p className="text2 small" role="status">
        Read as {LANGUAGES[language]}: {counted(space.length, 'parameter')}
      </p>
      {space.length > 0 && (
        <ul className={classes.found} aria-label="Parameters of the text">
          {space.map((parameter) => (
            <li key={parameter.name}>
              <span className="mono">{parameter.name}</span>
              <span className="text2">
                {parameter.kind}, {parameterSummary(parameter)}
              </span>
              {taken.includes(parameter.name) && <span className={classes.taken}>exists</span>}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

type ConflictProps = { readonly value: NameConflict; readonly onChange: (value: NameConflict) => void };

function Conflict({ value, onChange }: ConflictProps) {
  const name = useId();
  const choices = [
    ['replace', 'Replace those that exist'],
    ['rename', 'Keep both, under new names'],
  ] as const;
  return (
    <fieldset className={classes.conflict}>
      <legend className="visually-hidden">Parameters that exist</legend>
      {choices.map(([choice, label]) => (
        <label key={choice}>
          <input
            type="radio"
            className={radioClasses.radio}
            name={name}
            checked={value === choice}
            onChange={() => onChange(choice)}
          />
          {label}
        </label>
      ))}
    </fieldset>
  );
}

type PasteDialogProps = { readonly form: DocumentForm; readonly onClose: () => void };

/** Takes parameters from YAML, Python or ConfigSpace JSON; shows first what of it was understood. */
export function PasteDialog({ form, onClose }: PasteDialogProps) {
  const [text, setText] = useState('');
  const [conflict, setConflict] = useState<NameConflict>('replace');
  const id = useId();
  const isEmpty = text.trim() === '';
  const pasted = useMemo(() => readPasted(text), [text]);
  const taken = form.drafts?.map((draft) => draft.name) ?? [];
  const { space, problems } = pasted;
  const insert = () => {
    if (space.length > 0) {
      form.edit(addedParameters(space, taken, conflict), null);
      onClose();
    }
  };
  return (
    <Dialog
      title="Paste parameters"
      lead="YAML, Python for the NePS library, or JSON of ConfigSpace. Python is read, never run."
      onClose={onClose}
      onSubmit={insert}
      actions={
        <DialogActions onCancel={onClose}>
          <SubmitButton unavailable={space.length === 0 ? 'No parameter was found in the text' : null}>
            {`Add ${counted(space.length, 'parameter')}`}
          </SubmitButton>
        </DialogActions>
      }
    >
      <label htmlFor={id} className={classes.label}>
        Text
      </label>
      <textarea
        id={id}
        className={classes.text}
        rows={9}
        spellCheck={false}
        data-autofocus
        placeholder={'{\n  "learning_rate": neps.Float(1e-5, 1e-1, log=True),\n}'}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {!isEmpty && <Understood pasted={pasted} taken={taken} />}
      {!isEmpty && space.some(({ name }) => taken.includes(name)) && (
        <Conflict value={conflict} onChange={setConflict} />
      )}
      {!isEmpty && problems.length > 0 && <Findings problems={problems} />}
    </Dialog>
  );
}
