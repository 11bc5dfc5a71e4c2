import { IconArrowDown, IconArrowUp, IconCopy, IconStairsUp, IconTrash } from '@tabler/icons-react';
import type { ParameterDraft } from '#core/config/edit/parameter-draft.ts';
import {
  copiedParameter,
  freeName,
  movedParameter,
  withField,
  withoutParameter,
  withoutPrior,
} from '#core/config/edit/parameter-edits.ts';
import { type Action, action } from '../../../actions/action.ts';
import { ActionMenu } from '../../../components/action-menu.tsx';
import type { EditDocument } from '../use-document.ts';

type ParameterMenuProps = {
  readonly draft: ParameterDraft;
  readonly names: readonly string[];
  readonly edit: EditDocument;
};

function fidelityAction({ draft, edit }: ParameterMenuProps): readonly Action[] {
  if (draft.form !== 'range') {
    return [];
  }
  const isFidelity = draft.fields.get('is_fidelity')?.shown === 'true';
  return [
    action({
      id: `fidelity-${draft.name}`,
      name: isFidelity ? 'Search it, not a fidelity' : 'Use as the fidelity',
      group: 'Parameter',
      icon: IconStairsUp,
      run: () =>
        edit(
          isFidelity
            ? withField(draft, 'is_fidelity', null)
            : [...withoutPrior(draft), ...withField(draft, 'is_fidelity', 'true')],
          null,
        ),
    }),
  ];
}

/** What can be done with a whole parameter. */
export function ParameterMenu(props: ParameterMenuProps) {
  const { draft, names, edit } = props;
  const { name } = draft;
  const index = names.indexOf(name);
  const item = (id: string, given: Pick<Action, 'name' | 'icon' | 'run'> & Partial<Action>) =>
    action({ id: `${id}-${name}`, group: 'Parameter', ...given });
  const actions = [
    item('duplicate', {
      name: 'Duplicate',
      icon: IconCopy,
      run: () => edit([copiedParameter(name, freeName(name, names))], null),
    }),
    item('up', {
      name: 'Move up',
      icon: IconArrowUp,
      unavailable: index === 0 ? 'It is the first' : null,
      run: () => edit([movedParameter(name, names[index - 1] ?? null)], null),
    }),
    item('down', {
      name: 'Move down',
      icon: IconArrowDown,
      unavailable: index === names.length - 1 ? 'It is the last' : null,
      run: () => edit([movedParameter(name, names[index + 2] ?? null)], null),
    }),
    ...fidelityAction(props),
    item('delete', {
      name: 'Delete',
      icon: IconTrash,
      danger: true,
      run: () => edit([withoutParameter(name)], null),
    }),
  ];
  return <ActionMenu label={`More about ${name}`} actions={actions} />;
}
