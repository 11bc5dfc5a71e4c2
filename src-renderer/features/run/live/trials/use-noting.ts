import { useCallback } from 'react';
import { attempt } from '#renderer/actions/attempt.ts';
import { trialWords } from '#renderer/format/words.ts';
import { useReadOnlyReason } from '#renderer/stores/read-only.ts';
import { useStores } from '#renderer/stores/stores.ts';
import { useRunOnScreen } from '../run-context.ts';

/** Stars and notes of the run on screen; null where this page may only read. */
export function useNoting(): {
  readonly onStar: ((trial: string) => void) | null;
  readonly onNote: ((trial: string, note: string) => void) | null;
} {
  const stores = useStores();
  const { runKey: key } = useRunOnScreen();
  const isReadOnly = useReadOnlyReason() !== null;
  const onStar = useCallback(
    (trial: string) => {
      const isStarred = stores.runs.store(key).getState().notes.get(trial)?.star ?? false;
      attempt(stores, `Starring ${trialWords(trial)}`, () =>
        stores.connection.client.run.note({ key, trial, star: !isStarred }),
      );
    },
    [stores, key],
  );
  const onNote = useCallback(
    (trial: string, note: string) =>
      attempt(stores, `Noting something of ${trialWords(trial)}`, () =>
        stores.connection.client.run.note({ key, trial, note }),
      ),
    [stores, key],
  );
  return isReadOnly ? { onStar: null, onNote: null } : { onStar, onNote };
}
