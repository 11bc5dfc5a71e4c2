import { IconArrowBackUp, IconArrowForwardUp } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useStore } from 'zustand';
import { useActions } from '#renderer/actions/use-actions.ts';
import { type Action, action } from '#renderer/stores/action.ts';
import { stepsOf } from '#renderer/stores/draft/draft.ts';
import { useStores } from '#renderer/stores/stores.ts';

/** Undo and Redo: steps of the document, whether they were made in its text or in its form. */
export function useSteps(): readonly Action[] {
  const { draft } = useStores();
  const canUndo = useStore(draft, (state) => stepsOf(state).back);
  const canRedo = useStore(draft, (state) => stepsOf(state).on);
  const actions = useMemo(
    () => [
      action({
        id: 'undo',
        name: 'Undo',
        group: 'New run',
        icon: IconArrowBackUp,
        shortcut: 'mod+z',
        unavailable: canUndo ? null : 'Nothing was changed yet',
        run: draft.undo,
      }),
      action({
        id: 'redo',
        name: 'Redo',
        group: 'New run',
        icon: IconArrowForwardUp,
        shortcut: 'mod+shift+z',
        otherShortcut: 'mod+y',
        unavailable: canRedo ? null : 'Nothing was taken back',
        run: draft.redo,
      }),
    ],
    [draft, canUndo, canRedo],
  );
  useActions('steps', actions);
  return actions;
}
