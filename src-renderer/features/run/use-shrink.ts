import { type UIEvent, useEffect, useRef, useState } from 'react';

/** Scrolled further than this, the header shrinks; back at the top it is whole again. */
const SHRINK_FROM = 32;
/** Shrinking makes the page taller; with less to scroll than this it would jump back at once. */
const LEAST_TO_SCROLL = 200;
/** Scrolling that shrinking itself causes is not meant by anybody. */
const SETTLE_MILLISECONDS = 200;

/**
 * Whether the header should be one line: the page below it is scrolled. Listens to every part of the page that scrolls
 * in its place (`data-shrinks-header`).
 */
export function useShrink(tab: string) {
  const [shrunk, setShrunk] = useState(false);
  const changedAt = useRef(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another tab begins at its top.
  useEffect(() => setShrunk(false), [tab]);
  const onScrollCapture = (event: UIEvent<HTMLElement>) => {
    const { target } = event;
    if (!(target instanceof HTMLElement) || target.dataset.shrinksHeader === undefined) {
      return;
    }
    if (performance.now() - changedAt.current < SETTLE_MILLISECONDS) {
      return;
    }
    const next = shrunk
      ? target.scrollTop > 0
      : target.scrollTop > SHRINK_FROM && target.scrollHeight - target.clientHeight > LEAST_TO_SCROLL;
    if (next !== shrunk) {
      changedAt.current = performance.now();
      setShrunk(next);
    }
  };
  return { shrunk, onScrollCapture };
}
