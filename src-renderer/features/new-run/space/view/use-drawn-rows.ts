import { type RefObject, useEffect, useReducer, useRef } from 'react';

/** So many rows that come at once are drawn at once: more than any screen shows. */
const AT_ONCE = 60;
/** Pixels beyond what is seen in which rows are drawn already. */
const MARGIN = 1_000;

/** Marks a row that is not drawn in full yet, with its key. */
export const FAR = 'data-far';

/**
 * Which rows of a long table are drawn in full: of many that come at once the first ones, the others when they come near
 * to what is seen. A row that was drawn once stays so, with whatever has the focus in it.
 */
export function useDrawnRows(
  keys: readonly number[],
  table: RefObject<HTMLElement | null>,
): ReadonlySet<number> {
  const known = useRef<ReadonlySet<number>>(new Set());
  const drawn = useRef<ReadonlySet<number>>(new Set());
  const [, drawAgain] = useReducer((count: number) => count + 1, 0);
  const added = keys.filter((key) => !known.current.has(key));
  if (added.length > 0) {
    known.current = new Set(keys);
    drawn.current = new Set([...drawn.current, ...added.slice(0, AT_ONCE)]);
  }
  const isWhole = keys.every((key) => drawn.current.has(key));
  // biome-ignore lint/correctness/useExhaustiveDependencies: other rows are there once the keys are others.
  useEffect(() => {
    if (isWhole || table.current === null) {
      return;
    }
    const observer = new IntersectionObserver(
      (entries) => {
        const near = entries
          .filter(({ isIntersecting }) => isIntersecting)
          .map(({ target }) => keyOf(target));
        if (near.length > 0) {
          drawn.current = new Set([...drawn.current, ...near]);
          drawAgain();
        }
      },
      { root: scrollerOf(table.current), rootMargin: `${MARGIN}px 0px` },
    );
    for (const row of table.current.querySelectorAll(`tr[${FAR}]`)) {
      observer.observe(row);
    }
    return () => observer.disconnect();
  }, [keys, isWhole, table]);
  return drawn.current;
}

function keyOf(row: Element): number {
  return Number(row.getAttribute(FAR));
}

/** What scrolls the table up and down: a margin counts in that alone. */
function scrollerOf(element: Element): Element | null {
  let parent = element.parentElement;
  while (parent !== null && !doesScroll(parent)) {
    parent = parent.parentElement;
  }
  return parent;
}

/** What scrolls sideways alone says `auto` for both. */
function doesScroll(element: Element): boolean {
  return (
    element.scrollHeight > element.clientHeight && /auto|scroll/.test(getComputedStyle(element).overflowY)
  );
}
