import { useId } from 'react';
import type { ExistingChoice, ExistingRun } from '#core/contract/run/existing-run.ts';
import { Field } from '#renderer/components/inputs/field.tsx';
import { RadioCard } from '#renderer/components/inputs/radio-card.tsx';
import { counted } from '#renderer/format/numbers.ts';
import { baseName } from '#renderer/format/paths.ts';
import { RootFindingLine } from '../root-finding-line.tsx';
import { useRootFinding } from '../use-root-finding.ts';
import { Differences } from './differences.tsx';
import { trialsIn } from './existing-facts.ts';
import { OverwriteConsequences } from './overwrite-consequences.tsx';

type OverwriteChoicesProps = {
  readonly existing: ExistingRun;
  /** When the dialog was opened: its times stand still. */
  readonly now: number;
  readonly text: OverwriteText;
  readonly onChange: (text: OverwriteText) => void;
};

type OtherDirectoryProps = { readonly value: string; readonly onChange: (value: string) => void };

/** Another place, with what stands there as one types. */
function OtherDirectory({ value, onChange }: OtherDirectoryProps) {
  const finding = useRootFinding(value);
  return (
    <>
      <Field
        label="Directory"
        hideLabel
        mono
        size="large"
        value={value}
        spellCheck={false}
        onChange={onChange}
      />
      <RootFindingLine finding={finding} />
    </>
  );
}

/** The three choices as cards; the chosen one shows what belongs to it. */
export function OverwriteChoices({ existing, now, text, onChange }: OverwriteChoicesProps) {
  const name = useId();
  const card = (kind: ChoiceKind) => ({
    name,
    checked: text.kind === kind,
    onChoose: () => onChange({ ...text, kind }),
  });
  return (
    <>
      <RadioCard
        {...card('continue')}
        label="Continue that run"
        unavailable={existing.continue_refusal && 'Not possible as it stands'}
        description={
          existing.continue_refusal ??
          `Keeps ${counted(trialsIn(existing), 'trial')} and goes on towards the budget of this file.`
        }
      >
        <Differences differences={existing.differences} />
      </RadioCard>
      <RadioCard
        {...card('other-directory')}
        label="Use another directory"
        description="Leaves that run as it is."
      >
        {text.kind === 'other-directory' && (
          <OtherDirectory value={text.otherRoot} onChange={(otherRoot) => onChange({ ...text, otherRoot })} />
        )}
      </RadioCard>
      <RadioCard
        {...card('overwrite')}
        label="Overwrite"
        unavailable={existing.overwrite_refusal && 'Not possible now'}
        description={existing.overwrite_refusal}
      >
        {text.kind === 'overwrite' && (
          <OverwriteConsequences
            existing={existing}
            now={now}
            typed={text.typedName}
            onType={(typedName) => onChange({ ...text, typedName })}
          />
        )}
      </RadioCard>
    </>
  );
}

export type ChoiceKind = Exclude<ExistingChoice['kind'], 'ask'>;

/** What is chosen and typed in the overwrite dialog. */
type OverwriteText = {
  readonly kind: ChoiceKind;
  readonly otherRoot: string;
  readonly typedName: string;
};

/** The safe choice that is possible: going on, else going elsewhere. */
export function firstChoice(existing: ExistingRun): OverwriteText {
  return {
    kind: existing.continue_refusal ? 'other-directory' : 'continue',
    otherRoot: existing.suggested_root,
    typedName: '',
  };
}

/** The choice for the engine. */
export function choiceOf({ kind, otherRoot, typedName }: OverwriteText): ExistingChoice {
  switch (kind) {
    case 'continue':
      return { kind };
    case 'other-directory':
      return { kind, root: otherRoot.trim() };
    case 'overwrite':
      return { kind, confirmed_name: typedName };
  }
}

/** Why the choice cannot be carried out as it stands; null where it can. */
export function refusalOfChoice(
  existing: ExistingRun,
  { kind, otherRoot, typedName }: OverwriteText,
): string | null {
  switch (kind) {
    case 'continue':
      return existing.continue_refusal;
    case 'other-directory':
      return otherRoot.trim() ? null : 'Name the directory first.';
    case 'overwrite': {
      const name = baseName(existing.root);
      return (
        existing.overwrite_refusal ?? (typedName === name ? null : `Type ${name} to confirm that it goes.`)
      );
    }
  }
}
