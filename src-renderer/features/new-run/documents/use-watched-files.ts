import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { DocumentPart } from '#renderer/stores/draft/draft.ts';
import { baseName } from '../../../format/paths.ts';
import { follow } from '../../../host/follow.ts';
import { type Stores, useStores } from '../../../stores/stores.ts';

/** Takes over what others write into the files of the document, while its screen is open. */
export function useWatchedFiles(): void {
  const stores = useStores();
  const { draft } = stores;
  const file = useStore(draft, (state) => state.file);
  const space = useStore(draft, (state) => state.space?.path ?? null);
  useEffect(() => watch(stores, 'main', file), [stores, file]);
  useEffect(() => watch(stores, 'space', space), [stores, space]);
}

function watch(stores: Stores, part: DocumentPart, path: string | null): (() => void) | undefined {
  if (path === null) {
    return;
  }
  const controller = new AbortController();
  void follow({
    open: (options) => stores.connection.client.setup.watchFile({ path }, options),
    onEvent: ({ text }) => tell(stores, path, stores.draft.fileSays(part, text)),
    // Without news of the file a save still finds out what it says.
    onRefusal: () => undefined,
    signal: controller.signal,
  });
  return () => controller.abort();
}

const WORDS = {
  taken: 'It was changed elsewhere. Undo brings back what was here.',
  merged: 'It was changed elsewhere, in other lines than here: both changes are in it now.',
} as const;

function tell({ notifications }: Stores, path: string, became: string): void {
  if (became === 'taken' || became === 'merged') {
    notifications.notify({
      tone: 'plain',
      title: `${baseName(path)} was read again`,
      message: WORDS[became],
      address: null,
    });
  }
}
