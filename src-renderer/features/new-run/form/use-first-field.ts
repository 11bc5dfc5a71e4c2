import { type RefObject, useEffect, useRef } from 'react';
import type { Check } from '../check/use-check.ts';

/**
 * Gives the focus to the first field of the form once another document is drawn there, where what was pressed for it is
 * gone, such as a template on the empty screen.
 *
 * @param version - of the document; another one is another document
 */
export function useFirstField(
  form: RefObject<HTMLElement | null>,
  version: number,
  { report, pending }: Check,
): void {
  const drawn = useRef(version);
  const isDrawn = report !== null && !pending;
  useEffect(() => {
    if (!isDrawn || version === drawn.current) {
      return;
    }
    drawn.current = version;
    if (document.activeElement === document.body) {
      form.current?.querySelector<HTMLInputElement>('input')?.focus();
    }
  }, [form, version, isDrawn]);
}
