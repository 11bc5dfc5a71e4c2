import { useEffect, useState } from 'react';
import type { CheckReport } from '#core/contract/setup/check.ts';
import { follow } from '#renderer/host/follow.ts';
import type { Draft } from '#renderer/stores/draft/draft.ts';
import { useStores } from '#renderer/stores/stores.ts';
import { isInDocument } from './problem-place.ts';

/**
 * Has a document checked again where files that it names may have changed: when a person comes back to the page, and
 * once something was wrong in a file that is not of the document, such as the function's, whenever that file changes.
 */
export function useFilesChecked(document: Draft, report: CheckReport | null, lookAgain: () => void): void {
  const { connection } = useStores();
  useEffect(() => {
    window.addEventListener('focus', lookAgain);
    return () => window.removeEventListener('focus', lookAgain);
  }, [lookAgain]);
  const wrong = report?.problems.find((problem) => !isInDocument(problem, document))?.file ?? null;
  // Also once it seems mended: it may have been looked at while it was half written.
  const [watched, setWatched] = useState(wrong);
  if (wrong !== null && wrong !== watched) {
    setWatched(wrong);
  }
  useEffect(() => {
    if (watched === null) {
      return;
    }
    const controller = new AbortController();
    void follow({
      open: (options) => connection.client.setup.watchFile({ path: watched }, options),
      onEvent: lookAgain,
      // The next look at the page finds out.
      onRefusal: () => undefined,
      signal: controller.signal,
    });
    return () => controller.abort();
  }, [connection, watched, lookAgain]);
}
