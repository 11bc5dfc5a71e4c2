import { draftKind, type ParameterDraft } from '#core/config/edit/parameters/parameter-draft.ts';
import { boundSource, withField } from '#core/config/edit/parameters/parameter-edits.ts';
import { isNumberText, typedSource } from '#core/config/edit/text/source-text.ts';
import type { Problem } from '#core/contract/setup/problem.ts';
import type { EditDocument } from '#renderer/features/new-run/document/use-document.ts';
import { TypedField } from '#renderer/features/new-run/fields/typed-field.tsx';
import classes from '../space-editor.module.css';

type FieldsProps = {
  readonly draft: ParameterDraft;
  readonly problems: readonly Problem[];
  readonly edit: EditDocument;
};

/** Whether an error is about a certain key of a parameter. */
export function isWrong(problems: readonly Problem[], name: string, field: string): boolean {
  return problems.some(
    ({ path, severity }) => severity === 'error' && path === `pipeline_space.${name}.${field}`,
  );
}

/** Findings that two bounds have with each other. */
const OF_BOTH: readonly string[] = ['bounds-reversed', 'bounds-mixed'];

/** Both bounds of a float or an integer. */
export function RangeFields({ draft, problems, edit }: FieldsProps) {
  const { name, fields } = draft;
  const kind = draftKind(draft) ?? 'float';
  const isPairWrong = problems.some(({ code }) => OF_BOTH.includes(code));
  const bound = (field: 'lower' | 'upper', word: string) => (
    <TypedField
      label={`${word} of ${name}`}
      value={fields.get(field)?.shown ?? ''}
      isWrong={isPairWrong || isWrong(problems, name, field)}
      isComplete={isNumberText}
      onType={(typed) => edit(withField(draft, field, boundSource(typed, kind)), `${name}.${field}`)}
    />
  );
  return (
    <div className={classes.range}>
      {bound('lower', 'Lower bound')}
      <span className="text3">to</span>
      {bound('upper', 'Upper bound')}
    </div>
  );
}

/** The value of a constant. */
export function ValueField({ draft, edit }: FieldsProps) {
  const { name, fields } = draft;
  return (
    <TypedField
      label={`Value of ${name}`}
      value={fields.get('value')?.shown ?? ''}
      onType={(typed) => edit(withField(draft, 'value', typedSource(typed)), `${name}.value`)}
    />
  );
}
