import { useEffect, useMemo, useState } from 'react';
import type { CheckReport } from '#core/contract/check.ts';
import { documentOf } from '../../../stores/draft.ts';
import { useStores } from '../../../stores/stores.ts';
import { type MovedDocument, movedDocument } from './moved-document.ts';
import { folderOfDocument } from './save-document.ts';

/** What is to become of a document's relative paths in another folder. */
export type DocumentMove = {
  readonly moved: MovedDocument;
  readonly isRewritten: boolean;
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
  const report = useReport();
  const { text, file, folder, space } = document;
  const named = space ?? report?.space_file ?? null;
  const moved = useMemo(
    () => movedDocument({ text, space: named }, folderOfDocument(stores), path),
    [stores, text, named, path],
  );
  // The paths of a text without a place mean something yet where the function is found there.
  const meansPlaces = file !== null || folder !== null || (report?.pipeline ?? null) !== null;
  return { moved, isRewritten: chosen ?? meansPlaces, isBeside, rewrite, copySpace };
}

/** What the engine finds in the document; null until it has answered. */
function useReport(): CheckReport | null {
  const { connection, draft } = useStores();
  const [report, setReport] = useState<CheckReport | null>(null);
  useEffect(() => {
    let wanted = true;
    connection.client.setup.check({ ...documentOf(draft.getState()), samples: 0 }).then(
      (found) => wanted && setReport(found),
      // The text is saved all the same.
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [connection, draft]);
  return report;
}
