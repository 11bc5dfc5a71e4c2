import { type UIEvent, useEffect, useRef, useState } from 'react';

/** Scrolled further than this, the header shrinks; back at the top it is whole again. */
const SHRINK_FROM = 32;
/** Shrinking makes the page taller; with less to scroll than this it would jump back at once. */
const LEAST_TO_SCROLL = 200;
/** Scrolling that shrinking itself causes is not meant by anybody; where the page is after that counts. */
const SETTLE_MILLISECONDS = 200;

function isMeantToShrink({ scrollTop, scrollHeight, clientHeight }: HTMLElement, shrunk: boolean): boolean {
  return shrunk ? scrollTop > 0 : scrollTop > SHRINK_FROM && scrollHeight - clientHeight > LEAST_TO_SCROLL;
}

/**
 * Whether the header should be one line: the page below it is scrolled. Listens to every part of the page that scrolls
 * in its place (`data-shrinks-header`).
 */
export function useShrink(tab: string) {
  const [shrunk, setShrunk] = useState(false);
  const now = useRef(false);
  const settling = useRef<ReturnType<typeof setTimeout>>(undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another tab begins at its top.
  useEffect(() => {
    now.current = false;
    setShrunk(false);
    return () => {
      clearTimeout(settling.current);
      settling.current = undefined;
    };
  }, [tab]);
  const look = (part: HTMLElement) => {
    const next = isMeantToShrink(part, now.current);
    if (next !== now.current) {
      now.current = next;
      setShrunk(next);
      settling.current = setTimeout(() => {
        settling.current = undefined;
        look(part);
      }, SETTLE_MILLISECONDS);
    }
  };
  const onScrollCapture = ({ target }: UIEvent<HTMLElement>) => {
    if (
      settling.current === undefined &&
      target instanceof HTMLElement &&
      target.dataset.shrinksHeader !== undefined
    ) {
      look(target);
    }
  };
  return { shrunk, onScrollCapture };
}
