import { IconArrowDown, IconArrowUp, IconCopy, IconStairsUp, IconTrash } from '@tabler/icons-react';
import { isFidelity, type ParameterDraft } from '#core/config/edit/parameters/parameter-draft.ts';
import { withField, withoutPrior } from '#core/config/edit/parameters/parameter-edits.ts';
import { ActionMenu } from '#renderer/components/buttons/action-menu.tsx';
import type { EditDocument } from '#renderer/features/new-run/document/use-document.ts';
import { type Action, action } from '#renderer/stores/action.ts';
import type { SpaceActs } from '../use-space-acts.ts';

type ParameterMenuProps = {
  readonly draft: ParameterDraft;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly acts: SpaceActs;
  readonly edit: EditDocument;
};

function fidelityAction({ draft, edit }: Pick<ParameterMenuProps, 'draft' | 'edit'>): readonly Action[] {
  if (draft.form !== 'range') {
    return [];
  }
  const isOne = isFidelity(draft);
  return [
    action({
      id: `fidelity-${draft.name}`,
      name: isOne ? 'Search it, not a fidelity' : 'Use as the fidelity',
      group: 'Parameter',
      icon: IconStairsUp,
      run: () =>
        edit(
          isOne
            ? withField(draft, 'is_fidelity', null)
            : [...withoutPrior(draft), ...withField(draft, 'is_fidelity', 'true')],
          null,
        ),
    }),
  ];
}

/** What can be done with a whole parameter. */
export function ParameterMenu(props: ParameterMenuProps) {
  const { draft, isFirst, isLast, acts } = props;
  const { name } = draft;
  const item = (id: string, given: Pick<Action, 'name' | 'icon' | 'run'> & Partial<Action>) =>
    action({ id: `${id}-${name}`, group: 'Parameter', ...given });
  const actions = [
    item('duplicate', {
      name: 'Duplicate',
      icon: IconCopy,
      run: () => acts.duplicate(name),
    }),
    item('up', {
      name: 'Move up',
      icon: IconArrowUp,
      unavailable: isFirst ? 'It is the first' : null,
      run: () => acts.move(name, -1),
    }),
    item('down', {
      name: 'Move down',
      icon: IconArrowDown,
      unavailable: isLast ? 'It is the last' : null,
      run: () => acts.move(name, 1),
    }),
    ...fidelityAction(props),
    item('delete', {
      name: 'Delete',
      icon: IconTrash,
      danger: true,
      run: () => acts.remove(name),
    }),
  ];
  return <ActionMenu label={`More about ${name}`} actions={actions} />;
}
