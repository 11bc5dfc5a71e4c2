import type { SpaceChange } from '#core/analysis/insight/space-change.ts';
import type { DocumentEdit } from '#core/config/edit/document-edit.ts';
import {
  draftKind,
  type ParameterDraft,
  parameterDrafts,
} from '#core/config/edit/parameters/parameter-draft.ts';
import {
  boundSource,
  withChoices,
  withField,
  withoutPrior,
} from '#core/config/edit/parameters/parameter-edits.ts';
import { editRunTexts, type RunTexts, readRunNode } from '#core/config/edit/two-files.ts';
import { beginBranch } from '#renderer/features/new-run/documents/begin-with-run.ts';
import type { Stores } from '#renderer/stores/stores.ts';

function isInside(draft: ParameterDraft, { bound, value }: Extract<SpaceChange, { kind: 'bound' }>): boolean {
  const prior = draft.fields.get('prior');
  return (
    prior === undefined || (bound === 'lower' ? Number(prior.shown) >= value : Number(prior.shown) <= value)
  );
}

/** The changes of the text that give a parameter another range or other choices; its prior goes where it has no place any more. */
function editsOf(draft: ParameterDraft, change: SpaceChange): readonly DocumentEdit[] {
  if (change.kind === 'bound') {
    const source = boundSource(String(change.value), draftKind(draft) ?? 'float');
    return [
      ...withField(draft, change.bound, source),
      ...(isInside(draft, change) ? [] : withoutPrior(draft)),
    ];
  }
  const kept = new Set(change.choices.map(String));
  const prior = draft.fields.get('prior');
  const choices = draft.choices.filter(({ shown }) => kept.has(shown)).map(({ source }) => source);
  return [
    ...withChoices(draft, choices),
    ...(prior === undefined || kept.has(prior.shown) ? [] : withoutPrior(draft)),
  ];
}

/** Both texts of a run with the change made; null where they do not tell where it belongs. */
export function changedTexts(texts: RunTexts, change: SpaceChange): RunTexts | null {
  const draft = parameterDrafts(readRunNode(texts))?.find(({ name }) => name === change.parameter);
  if (draft === undefined) {
    return null;
  }
  const edited = editRunTexts(texts, editsOf(draft, change));
  return edited.kind === 'refused' ? null : edited.texts;
}

/**
 * Puts a branch of a run on the New run screen, its space changed. Where the text does not allow the change, the screen
 * says so and the person makes it.
 *
 * @throws what the engine refuses
 */
export async function branchWith(stores: Stores, key: string, change: SpaceChange): Promise<void> {
  const { connection, draft, notifications } = stores;
  beginBranch(stores, await connection.client.run.configuration({ key }));
  const { text, space } = draft.getState();
  const changed = changedTexts({ text, space: space?.text ?? null }, change);
  if (changed === null) {
    notifications.notify({
      tone: 'failed',
      title: `The range of ${change.parameter} is as it was`,
      message:
        'Its text is in a file of its own, or written in a way that is not changed by itself. Change it here.',
      address: null,
    });
    return;
  }
  draft.change({ text: changed.text, ...(changed.space === null ? {} : { space: changed.space }) }, null);
}
