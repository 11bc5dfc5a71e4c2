import { useCallback, useEffect, useState } from 'react';
import { readNode } from '#core/config/document/read-document.ts';
import { settingDrafts } from '#core/config/edit/setting-drafts.ts';
import type { CheckReport } from '#core/contract/setup/check.ts';
import { follow } from '#renderer/host/follow.ts';
import { type Refusal, refusalOf } from '#renderer/host/refusal.ts';
import { type Draft, documentOf } from '#renderer/stores/draft/draft.ts';
import { useConnectionState, useStores } from '#renderer/stores/stores.ts';
import { shared } from '../document/shared.ts';
import { isInDocument } from './problem-place.ts';

export type Check = {
  /** What the engine found in the latest text that it has read; null before the first. */
  readonly report: CheckReport | null;
  /** True while the report belongs to an earlier text. */
  readonly pending: boolean;
  readonly refusal: Refusal | null;
};

/** Waits until the fingers rest, so that half-typed words are not called wrong. */
const REST_MILLISECONDS = 250;
const SAMPLES = 20;

const NOTHING: Check = { report: null, pending: false, refusal: null };

type Document = Pick<Draft, 'text' | 'file' | 'folder'> & { readonly space: string | null };
type Checked = Document & { readonly check: Check };

function isReadable(text: string): boolean {
  return settingDrafts(readNode(text)) !== null;
}

/** What a text said before it became unreadable, with what is wrong with it now. */
function behind(before: CheckReport | null, now: CheckReport): CheckReport {
  return before === null ? now : { ...before, valid: false, problems: now.problems };
}

/**
 * The engine's check of a document, made anew after each change, also of the files that it names; the last report stays
 * until the next is there.
 */
export function useCheck(document: Draft): Check {
  const { text, file, folder } = document;
  const space = document.space?.text ?? null;
  const { connection, draft } = useStores();
  const connected = useConnectionState() === 'open';
  const [looks, setLooks] = useState(0);
  const lookAgain = useCallback(() => setLooks((before) => before + 1), []);
  const [last, setLast] = useState<Checked>({
    text: '',
    file: null,
    folder: null,
    space: null,
    check: NOTHING,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another look is one at the same text.
  useEffect(() => {
    if (text.trim() === '' || !connected) {
      return;
    }
    let wanted = true;
    const take = (check: (before: Check) => Check) => {
      if (wanted) {
        setLast((before) => ({ text, file, folder, space, check: check(before.check) }));
      }
    };
    const timer = setTimeout(() => {
      connection.client.setup.check({ ...documentOf(draft.getState()), samples: SAMPLES }).then(
        (report) =>
          take((before) => ({
            report: shared(before.report, isReadable(text) ? report : behind(before.report, report)),
            pending: false,
            refusal: null,
          })),
        (error: unknown) => take((before) => ({ ...before, pending: false, refusal: refusalOf(error) })),
      );
    }, REST_MILLISECONDS);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [connection, connected, draft, text, file, folder, space, looks]);
  useFilesChecked(document, last.check.report, lookAgain);
  if (text.trim() === '') {
    return NOTHING;
  }
  const isBehind = last.text !== text || last.file !== file || last.folder !== folder || last.space !== space;
  return { ...last.check, pending: isBehind };
}

/**
 * Has a document checked again where files that it names may have changed: when a person comes back to the page, and
 * once something was wrong in a file that is not of the document, such as the function's, whenever that file changes.
 */
function useFilesChecked(document: Draft, report: CheckReport | null, lookAgain: () => void): void {
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
