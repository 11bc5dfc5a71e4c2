import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useMemo, useState } from 'react';
import type { CheckReport } from '#core/contract/setup/check.ts';
import { useFolder } from '#renderer/features/open/use-folder.ts';
import { folderOf, typedPath } from '#renderer/format/paths.ts';
import { documentOf } from '#renderer/stores/draft/draft.ts';
import { useHost, useStores } from '#renderer/stores/stores.ts';
import { type MovedDocument, movedDocument } from './moved-document.ts';
import { folderOfDocument, type Saving, saveElsewhere } from './save-document.ts';

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
function useMove(path: string): DocumentMove {
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

/** A path that is being typed is looked at once the fingers rest. */
const SETTLE_MILLISECONDS = 250;

/** From what is typed to the path that the engine makes of it. */
function useTypedPath(): (typed: string) => string {
  const info = useHost((state) => state.info);
  return (typed) => typedPath(typed, { folder: info?.working_directory ?? '', home: info?.home ?? null });
}

/** The folder of a path that is being typed. */
export function useSettledFolder(path: string) {
  const [settled] = useDebouncedValue(path, SETTLE_MILLISECONDS);
  return useFolder(folderOf(settled));
}

type SaveAs = {
  /** The path that is proposed. */
  readonly start: string;
  /** Whether that file was already said to be replaced. */
  readonly mayReplace: boolean;
  readonly onSaved: () => void;
  /** It could not be saved: there is something to decide, or to read. */
  readonly onAnswer: () => void;
};

/** Saving under a path that is typed: where it leads, what became of it, and which files may be replaced. */
export function useSaveAs({ start, mayReplace, onSaved, onAnswer }: SaveAs) {
  const stores = useStores();
  const [typed, setTyped] = useState(start);
  const path = useTypedPath()(typed);
  const [answer, setAnswer] = useState<Saving | null>(null);
  const [replaced, setReplaced] = useState<readonly string[]>(mayReplace ? [start] : []);
  const move = useMove(path);
  /** What was answered before holds no more. */
  const change = (act: () => void) => {
    act();
    setAnswer(null);
    setReplaced([]);
  };
  const isLooking = move.isRewritten === null && move.moved.paths.length > 0;
  const save = async (allowed: readonly string[]) => {
    setReplaced(allowed);
    const isRewritten = move.isRewritten === true;
    const saving = await saveElsewhere(stores, { path, ...move, isRewritten, replaced: allowed });
    if (saving.kind === 'saved') {
      onSaved();
    } else {
      setAnswer(saving);
      onAnswer();
    }
  };
  return {
    typed,
    path,
    move,
    /** Whether it is still to be found out what its relative paths mean. */
    isLooking,
    answer,
    /** The file that has the path already; null where none has. */
    taken: answer?.kind === 'taken' ? answer.path : null,
    change,
    type: (next: string) => change(() => setTyped(next)),
    save: () => save(replaced),
    replace: (file: string) => save([...replaced, file]),
  };
}
