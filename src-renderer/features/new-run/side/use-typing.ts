import { useEffect, useRef } from 'react';
import type { DocumentPart } from '#renderer/stores/draft/draft.ts';
import { useStores } from '#renderer/stores/stores.ts';

/** After such a pause what is typed is a step of its own. */
const PAUSE_MILLISECONDS = 800;

/** Takes over what is typed in the text, in steps of a breath each. */
export function useTyping(part: DocumentPart): (text: string) => void {
  const { draft } = useStores();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return (text) => {
    draft.type(text, part);
    clearTimeout(timer.current);
    timer.current = setTimeout(draft.settleTyping, PAUSE_MILLISECONDS, part);
  };
}
