import { type FieldText, isNumberText, typedSource } from '#core/config/edit/text/source-text.ts';
import type { Problem } from '#core/contract/setup/problem.ts';
import { Checkbox } from '#renderer/components/inputs/checkbox.tsx';
import type { DocumentForm } from '../document/use-document.ts';
import { Select } from '../fields/select.tsx';
import { TypedField } from '../fields/typed-field.tsx';
import type { SettingInput, SettingRow } from '../form/setting-rows.ts';
import { EnvironmentField } from './environment-field.tsx';
import classes from './settings.module.css';

type SettingFieldProps = {
  readonly row: SettingRow;
  /** Whether it holds now, by the text or by default; for flags. */
  readonly value: unknown;
  readonly problems: readonly Problem[];
  readonly form: DocumentForm;
};

const QUANTITY = /^\d+(?:\.\d+)?\s*(?:[a-z]+)?$/i;

/** Whether what is typed so far may be written: half a number or half a unit waits. */
const COMPLETE: Readonly<Record<SettingInput, (typed: string) => boolean>> = {
  text: () => true,
  number: isNumberText,
  quantity: (typed) => QUANTITY.test(typed.trim()),
  flag: () => true,
  requeue: () => true,
  variables: () => true,
};

const REQUEUE = [
  { value: 'automatic', label: 'retry' },
  { value: 'ask', label: 'wait for me' },
] as const;

function TextSetting({ row, given, problems, form }: SettingFieldProps & { given: FieldText | null }) {
  const { key, label, input, value } = row;
  const write = (source: string | null) => form.edit(form.settings?.edits(key, source) ?? [], key);
  return (
    <TypedField
      label={label}
      value={given?.shown ?? ''}
      placeholder={value}
      isWrong={problems.some((problem) => problem.severity === 'error' && problem.path === key)}
      isComplete={(typed) => typed.trim() === '' || COMPLETE[input](typed)}
      onType={(typed) => write(typed.trim() === '' ? null : typedSource(typed, 'line'))}
    />
  );
}

/** One setting of the run as a field; an empty one leaves the default, which stands in it. */
export function SettingField(props: SettingFieldProps) {
  const { row, value, problems, form } = props;
  const variables = row.input === 'variables' ? (form.settings?.environment.variables ?? null) : null;
  if (variables !== null) {
    return <EnvironmentField variables={variables} form={form} problems={problems} />;
  }
  const given = form.settings?.textOf(row.key) ?? null;
  const choose = (source: string) => form.edit(form.settings?.edits(row.key, source) ?? [], null);
  if (given === 'structure' || row.input === 'variables') {
    return <span className={classes.words}>{row.value}</span>;
  }
  // The text is read here at once; what holds by default is what the engine says.
  const isOn = given === null ? value === true : given.shown === 'true';
  switch (row.input) {
    case 'flag':
      return (
        <span className={classes.flag}>
          <Checkbox label={row.label} hideLabel checked={isOn} onChange={(on) => choose(String(on))} />
          {row.value}
        </span>
      );
    case 'requeue':
      return (
        <Select
          label={row.label}
          value={value === 'ask' ? 'ask' : 'automatic'}
          options={REQUEUE}
          onChange={choose}
        />
      );
    default:
      return <TextSetting {...props} given={given} />;
  }
}
