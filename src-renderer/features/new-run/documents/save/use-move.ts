import { useEffect, useMemo, useState } from 'react';
import type { CheckReport } from '#core/contract/setup/check.ts';
import { documentOf } from '#renderer/stores/draft/draft.ts';
import { useStores } from '#renderer/stores/stores.ts';
import { type MovedDocument, movedDocument } from './moved-document.ts';
import { folderOfDocument } from './save-document.ts';

/** What is to become of a document's relative paths in another folder. */
export type DocumentMove = {
  readonly moved: MovedDocument;
  /** Null until it is known what they mean now. */
  readonly isRewritten: boolean | null;
  readonly isBeside: boolean;
  readonly rewrite: (isRewritten: boolean) => void;
  readonly copySpace: (isBeside: boolean) => void;
};

/** Saving the document on screen as `path`, with what a person chose for it. */
export function useMove(path: string): DocumentMove {
  const stores = useStores();
  const [document] = useState(() => stores.draft.getState());
  const [chosen, rewrite] = useState<boolean | null>(null);
  const [isBeside, copySpace] = useState(false);
  const { text, file, folder, space } = document;
  // The paths of a text without a place mean something yet where the function is found there.
  const look = useLook();
  const meansPlaces = file !== null || folder !== null ? true : (look?.isFunctionFound ?? null);
  const named = space ?? look?.space ?? null;
  const moved = useMemo(
    () => movedDocument({ text, space: named }, folderOfDocument(stores), path),
    [stores, text, named, path],
  );
  return { moved, isRewritten: chosen ?? meansPlaces, isBeside, rewrite, copySpace };
}

type Look = { readonly isFunctionFound: boolean; readonly space: CheckReport['space_file'] };

const NOTHING: Look = { isFunctionFound: false, space: null };
/** A check may have to wait for a Python that hangs; a save must not. */
const LONGEST_MS = 10_000;

/** What the engine finds in the document; null until it has answered, nothing where it does not in time. */
function useLook(): Look | null {
  const { connection, draft } = useStores();
  const [look, setLook] = useState<Look | null>(null);
  useEffect(() => {
    // What a person sees, and has pressed, stays.
    const settle = (next: Look) => setLook((found) => found ?? next);
    const timer = setTimeout(() => settle(NOTHING), LONGEST_MS);
    connection.client.setup
      .check({ ...documentOf(draft.getState()), samples: 0 })
      .then(({ pipeline, space_file }) => settle({ isFunctionFound: pipeline !== null, space: space_file }))
      // The text is saved all the same.
      .catch(() => settle(NOTHING));
    return () => clearTimeout(timer);
  }, [connection, draft]);
  return look;
}
