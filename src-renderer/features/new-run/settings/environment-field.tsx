import { IconPlus, IconX } from '@tabler/icons-react';
import { useId, useState } from 'react';
import type { VariableDraft } from '#core/config/edit/setting-drafts.ts';
import { isVariableName, secretRemark } from '#core/config/settings/environment.ts';
import type { Problem } from '#core/contract/setup/problem.ts';
import { Button } from '#renderer/components/buttons/button.tsx';
import { Message } from '#renderer/components/text/message.tsx';
import type { DocumentForm } from '../document/use-document.ts';
import { TypedField } from '../fields/typed-field.tsx';
import { useTypedText } from '../fields/use-typed-text.ts';
import classes from './environment.module.css';

const KEY = 'incumbent.env';

type EnvironmentFieldProps = {
  readonly variables: readonly VariableDraft[];
  readonly form: DocumentForm;
  readonly problems: readonly Problem[];
};

/** The variables of every worker, one a row; a new one is in the text once it has a name. */
export function EnvironmentField({ variables, form, problems }: EnvironmentFieldProps) {
  const [isAdding, setAdding] = useState(false);
  const environment = form.settings?.environment;
  const names = variables.map(({ name }) => name);
  const rows: readonly (VariableDraft | null)[] = isAdding ? [...variables, null] : variables;
  const give = (variable: VariableDraft | null, name: string) => {
    setAdding(variable !== null && isAdding);
    form.edit((variable ? environment?.rename(variable.name, name) : environment?.set(name, '')) ?? [], null);
  };
  const remove = (variable: VariableDraft | null) =>
    variable === null ? setAdding(false) : form.edit(environment?.remove(variable.name) ?? [], null);
  return (
    <div className={classes.variables}>
      {rows.map((variable, index) => (
        <VariableRow
          // biome-ignore lint/suspicious/noArrayIndexKey: a row stays the same while its variable gets its name.
          key={index}
          variable={variable}
          taken={names.filter((name) => name !== variable?.name)}
          isWrong={problems.some(
            ({ severity, path }) => severity === 'error' && path === `${KEY}.${variable?.name}`,
          )}
          onName={(name) => give(variable, name)}
          onValue={(name, typed) => form.edit(environment?.set(name, typed) ?? [], `${KEY}.${name}`)}
          onRemove={() => remove(variable)}
        />
      ))}
      <div>
        <Button
          size="small"
          icon={IconPlus}
          unavailable={unavailable(form, isAdding)}
          onClick={() => setAdding(true)}
        >
          Add a variable
        </Button>
      </div>
      {rows.length > 0 && (
        <p className={classes.hint}>
          Values in brackets are dealt out, one a worker: <code>[0, 1]</code>. All are kept with the run: give
          keys, tokens and passwords at the start instead.
        </p>
      )}
    </div>
  );
}

function unavailable(form: DocumentForm, isAdding: boolean): string | null {
  if (form.isBehind) {
    return 'The YAML can’t be read just now';
  }
  return isAdding ? 'Give the last one a name first' : null;
}

type VariableRowProps = {
  /** Null for one that has no name yet. */
  readonly variable: VariableDraft | null;
  /** Names of the others. */
  readonly taken: readonly string[];
  readonly isWrong: boolean;
  readonly onName: (name: string) => void;
  readonly onValue: (name: string, typed: string) => void;
  readonly onRemove: () => void;
};

function VariableRow({ variable, taken, isWrong, onName, onValue, onRemove }: VariableRowProps) {
  const name = variable?.name ?? '';
  const remark = secretRemark(name, variable?.shown ?? null);
  return (
    <div className={classes.row}>
      <NameField name={name} taken={taken} onName={onName} />
      <ValueField variable={variable} isWrong={isWrong} onValue={onValue} />
      <Button
        size="small"
        variant="ghost"
        icon={IconX}
        label={variable === null ? 'Remove the new variable' : `Remove ${name}`}
        onClick={onRemove}
      />
      {remark !== null && (
        <p className={classes.secret}>
          <Message>{remark}</Message>
        </p>
      )}
    </div>
  );
}

function ValueField({
  variable,
  isWrong,
  onValue,
}: Pick<VariableRowProps, 'variable' | 'isWrong' | 'onValue'>) {
  if (variable?.shown === null) {
    return <span className="text3 small">Only the YAML can show this value</span>;
  }
  // One field before and after: it may have been gone to from the name, which made it one.
  return (
    <TypedField
      label={variable === null ? 'Value of the new variable' : `Value of ${variable.name}`}
      value={variable?.shown ?? ''}
      placeholder={variable === null ? 'a name first' : ''}
      isReadOnly={variable === null}
      isWrong={isWrong}
      onType={(typed) => variable !== null && onValue(variable.name, typed)}
    />
  );
}

/** What is wrong with a name, in a sentence; null where it can be one. */
function complaintOf(name: string, taken: readonly string[]): string | null {
  if (name === '') {
    return 'A variable needs a name.';
  }
  if (!isVariableName(name)) {
    return 'A name has no blanks and no “=”.';
  }
  return taken.includes(name) ? `There is another ${name}.` : null;
}

type NameFieldProps = Pick<VariableRowProps, 'taken' | 'onName'> & { readonly name: string };

/** Takes effect when it is left; what can't be a name stays in it and says why. Escape takes it back. */
function NameField({ name, taken, onName }: NameFieldProps) {
  const id = useId();
  const complaint = (typed: string | null) =>
    typed === null && name === '' ? null : complaintOf((typed ?? name).trim(), taken);
  const { typed, input } = useTypedText({
    value: name,
    onLeave: (left) => {
      if (left === null || complaint(left) !== null) {
        return 'kept';
      }
      if (left.trim() !== name) {
        onName(left.trim());
      }
      return 'taken';
    },
  });
  const wrong = complaint(typed);
  return (
    <div className={classes.name}>
      <input
        {...input}
        aria-label={name === '' ? 'Name of the new variable' : `Name of ${name}`}
        aria-invalid={wrong !== null || undefined}
        aria-describedby={wrong === null ? undefined : id}
        // biome-ignore lint/a11y/noAutofocus: the row was asked for by a press, and waits for its name.
        autoFocus={name === ''}
        placeholder="NAME"
      />
      {wrong !== null && (
        <p id={id} className={classes.complaint} role="alert">
          {wrong}
        </p>
      )}
    </div>
  );
}
