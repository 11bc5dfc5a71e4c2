import { isNumberText, typedSource } from '#core/config/edit/text/source-text.ts';
import type { OptimizerArgument } from '#core/contract/optimizers/optimizers.ts';
import type { DocumentForm } from '../document/use-document.ts';
import { Select } from '../fields/select.tsx';
import { TypedField } from '../fields/typed-field.tsx';

type ArgumentFieldProps = {
  readonly argument: OptimizerArgument;
  readonly form: DocumentForm;
  readonly isWrong: boolean;
};

function choicesOf({ type, choices }: OptimizerArgument): readonly string[] {
  return type === 'boolean' ? ['true', 'false'] : (choices ?? []);
}

/** One argument of the optimizer as a field made from its description; an empty one leaves the default. */
export function ArgumentField({ argument, form, isWrong }: ArgumentFieldProps) {
  const { name, type } = argument;
  const draft = form.settings?.optimizer;
  const given = draft?.arguments.get(name)?.shown ?? '';
  const write = (source: string | null, about: string | null) =>
    form.edit(draft?.argue(name, source) ?? [], about);
  const byDefault = String(argument.default);
  if (type === 'boolean' || type === 'choice') {
    const options = [
      { value: '', label: `${byDefault} (default)` },
      ...choicesOf(argument).map((choice) => ({ value: choice, label: choice })),
    ];
    return (
      <Select
        label={name}
        value={given}
        options={options}
        onChange={(choice) => write(choice === '' ? null : typedSource(choice), null)}
      />
    );
  }
  return (
    <TypedField
      label={name}
      value={given}
      placeholder={byDefault}
      isWrong={isWrong}
      isComplete={(typed) => typed.trim() === '' || isNumberText(typed)}
      onType={(typed) => write(typed.trim() === '' ? null : typedSource(typed), `optimizer.${name}`)}
    />
  );
}
