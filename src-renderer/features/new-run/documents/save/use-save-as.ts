import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useFolder } from '#renderer/features/open/use-folder.ts';
import { folderOf, typedPath } from '#renderer/format/paths.ts';
import { useHost, useStores } from '#renderer/stores/stores.ts';
import { type Saving, saveElsewhere } from './save-document.ts';
import { useMove } from './use-move.ts';

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
