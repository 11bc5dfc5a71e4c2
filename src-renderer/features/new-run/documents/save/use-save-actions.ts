import { IconDeviceFloppy, IconFileExport } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useStore } from 'zustand';
import { APP_ACTIONS } from '#core/contract/api/desktop.ts';
import { useActions } from '#renderer/actions/use-actions.ts';
import { type Action, action } from '#renderer/stores/action.ts';
import { isUnsaved } from '#renderer/stores/draft/draft.ts';
import { useStores } from '#renderer/stores/stores.ts';
import { saveDocument, saveDocumentAs } from './save-document.ts';

/** Save and Save as…: into the files that the document came from, or into another one. */
export function useSaveActions(): readonly [save: Action, saveAs: Action] {
  const stores = useStores();
  const isEmpty = useStore(stores.draft, ({ text }) => text.trim() === '');
  const isSaved = useStore(stores.draft, (draft) => draft.file !== null && !isUnsaved(draft));
  const refused = isEmpty ? 'There is nothing to save yet' : null;
  const actions = useMemo(
    () =>
      [
        action({
          id: 'save',
          name: APP_ACTIONS.save,
          group: 'New run',
          icon: IconDeviceFloppy,
          shortcut: 'mod+s',
          unavailable: refused ?? (isSaved ? 'Everything is saved' : null),
          run: () => void saveDocument(stores),
        }),
        action({
          id: 'save-as',
          name: APP_ACTIONS['save-as'],
          group: 'New run',
          icon: IconFileExport,
          shortcut: 'mod+shift+s',
          unavailable: refused,
          run: () => void saveDocumentAs(stores),
        }),
      ] as const,
    [stores, refused, isSaved],
  );
  useActions('save', actions);
  return actions;
}
