import { useEffect, useState } from 'react';
import type { CheckReport } from '#core/contract/check.ts';
import { type Refusal, refusalOf } from '../../host/refusal.ts';
import { useConnectionState, useStores } from '../../stores/stores.ts';

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

type Checked = { readonly text: string; readonly file: string | null; readonly check: Check };

/** The engine's check of a text, made anew after each change; the last report stays until the next is there. */
export function useCheck(text: string, file: string | null): Check {
  const { connection } = useStores();
  const connected = useConnectionState() === 'open';
  const [last, setLast] = useState<Checked>({ text: '', file: null, check: NOTHING });
  useEffect(() => {
    if (text.trim() === '' || !connected) {
      return;
    }
    let wanted = true;
    const take = (check: (before: Check) => Check) => {
      if (wanted) {
        setLast((before) => ({ text, file, check: check(before.check) }));
      }
    };
    const timer = setTimeout(() => {
      connection.client.setup.check({ text, file, samples: SAMPLES }).then(
        (report) => take(() => ({ report, pending: false, refusal: null })),
        (error: unknown) => take((before) => ({ ...before, pending: false, refusal: refusalOf(error) })),
      );
    }, REST_MILLISECONDS);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [connection, connected, text, file]);
  if (text.trim() === '') {
    return NOTHING;
  }
  return { ...last.check, pending: last.text !== text || last.file !== file };
}
