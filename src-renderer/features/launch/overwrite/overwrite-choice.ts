import type { ExistingChoice, ExistingRun } from '#core/contract/run/existing-run.ts';
import { baseName } from '#renderer/format/paths.ts';

export type ChoiceKind = Exclude<ExistingChoice['kind'], 'ask'>;

/** What is chosen and typed in the overwrite dialog. */
export type OverwriteText = {
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
