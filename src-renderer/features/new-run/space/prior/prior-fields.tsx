import { draftKind, isFidelity, type ParameterDraft } from '#core/config/edit/parameters/parameter-draft.ts';
import { boundSource, withField, withoutPrior } from '#core/config/edit/parameters/parameter-edits.ts';
import { isNumberText } from '#core/config/edit/text/source-text.ts';
import type { Problem } from '#core/contract/setup/problem.ts';
import type { PriorConfidence } from '#core/contract/space.ts';
import { Segmented } from '#renderer/components/inputs/segmented.tsx';
import { Tag } from '#renderer/components/text/tag.tsx';
import type { EditDocument } from '#renderer/features/new-run/document/use-document.ts';
import { Select } from '#renderer/features/new-run/fields/select.tsx';
import { TypedField } from '#renderer/features/new-run/fields/typed-field.tsx';
import type { FidelityRungs } from '../parameter/fidelity-rungs.ts';
import { isWrong } from '../parameter/range-fields.tsx';
import classes from './prior-fields.module.css';

type PriorFieldsProps = {
  readonly draft: ParameterDraft;
  readonly problems: readonly Problem[];
  /** What the optimizer makes of it as the fidelity; null for nothing. */
  readonly rungs: FidelityRungs | null;
  readonly edit: EditDocument;
};

const CONFIDENCES = [
  { value: 'low', label: 'Low' },
  { value: 'medium', label: 'Med' },
  { value: 'high', label: 'High' },
] as const;

function isConfidence(text: string | undefined): text is PriorConfidence {
  return CONFIDENCES.some(({ value }) => value === text);
}

function Confidence({ draft, edit }: Pick<PriorFieldsProps, 'draft' | 'edit'>) {
  const given = draft.fields.get('prior_confidence')?.shown;
  return (
    <Segmented
      label={`Confidence in the prior of ${draft.name}`}
      value={isConfidence(given) ? given : 'low'}
      options={CONFIDENCES}
      onChange={(confidence) => edit(withField(draft, 'prior_confidence', confidence), null)}
    />
  );
}

/** The choice that is thought best, or none. */
function ChoicePrior({ draft, edit }: Pick<PriorFieldsProps, 'draft' | 'edit'>) {
  const options = [
    { value: '', label: 'none' },
    ...draft.choices.map(({ source, shown }) => ({ value: source, label: shown })),
  ];
  return (
    <Select
      label={`Prior of ${draft.name}`}
      value={draft.fields.get('prior')?.source ?? ''}
      options={options}
      onChange={(source) =>
        edit(source === '' ? withoutPrior(draft) : withField(draft, 'prior', source), null)
      }
    />
  );
}

function NumericalPrior({ draft, problems, edit }: Omit<PriorFieldsProps, 'rungs'>) {
  const { name, fields } = draft;
  const kind = draftKind(draft) ?? 'float';
  return (
    <TypedField
      label={`Prior of ${name}`}
      value={fields.get('prior')?.shown ?? ''}
      placeholder="none"
      isWrong={isWrong(problems, name, 'prior')}
      isComplete={(typed) => typed.trim() === '' || isNumberText(typed)}
      onType={(typed) =>
        edit(
          withField(draft, 'prior', typed.trim() === '' ? null : boundSource(typed, kind)),
          `${name}.prior`,
        )
      }
      onEmpty={() => edit(withoutPrior(draft), `${name}.prior`)}
    />
  );
}

/** Where good values are thought to be, and how sure that is. */
export function PriorFields({ draft, problems, rungs, edit }: PriorFieldsProps) {
  const { form, fields } = draft;
  if (form === null || form === 'value') {
    return null;
  }
  if (isFidelity(draft)) {
    return (
      <div className={classes.fidelity}>
        <Tag>Fidelity</Tag>
        {rungs !== null && <span className="text3 small">{rungs.note}</span>}
      </div>
    );
  }
  const hasPrior = fields.has('prior');
  return (
    <div className={classes.prior}>
      {form === 'choices' ? (
        <ChoicePrior draft={draft} edit={edit} />
      ) : (
        <NumericalPrior draft={draft} problems={problems} edit={edit} />
      )}
      {hasPrior ? <Confidence draft={draft} edit={edit} /> : <span className="text3 small">optional</span>}
    </div>
  );
}
