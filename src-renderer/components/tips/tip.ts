import type { FloatingPosition } from '@mantine/core';

/** From pointing at something to its tip, in milliseconds. */
const OPEN_DELAY = 300;
/** Longer words stand in several lines. */
const LONGEST_LINE = 50;

type TipPosition = Extract<FloatingPosition, 'top' | 'left' | 'right'>;

/** What stands beside an element while the pointer is on it. */
export type Tip = { readonly words: string; readonly position: TipPosition; readonly multiline: boolean };

/**
 * Attributes of an element that has a tip: the one layer of tips of the page shows it (`tip-layer.tsx`), so that a list
 * with a tip in each row costs no more than its words.
 *
 * @param words - nothing for none
 */
export function tip(words: string | null | undefined, position: TipPosition = 'top') {
  return words ? { 'data-tip': words, 'data-tip-position': position } : {};
}

/** The tip of an element as its attributes say it now; null where it has none. */
export function tipOf({ dataset }: HTMLElement): Tip | null {
  const { tip: words, tipPosition: position } = dataset;
  return words === undefined
    ? null
    : {
        words,
        position: position === 'left' || position === 'right' ? position : 'top',
        multiline: words.length > LONGEST_LINE || words.includes('\n'),
      };
}

function tipped(target: EventTarget | null): HTMLElement | null {
  const found = target instanceof Element ? target.closest('[data-tip]') : null;
  return found instanceof HTMLElement ? found : null;
}

/**
 * Tells which element with a tip the pointer rests on, and null once it leaves or Escape is pressed. A finger has no
 * tips.
 *
 * @returns a function that ends it
 */
export function followPointer(show: (element: HTMLElement | null) => void): () => void {
  const controller = new AbortController();
  const { signal } = controller;
  let pointed: HTMLElement | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const hide = () => {
    clearTimeout(timer);
    show(null);
  };
  const point = (element: HTMLElement | null) => {
    if (element === pointed) {
      return;
    }
    hide();
    pointed = element;
    timer = element === null ? undefined : setTimeout(() => show(element), OPEN_DELAY);
  };
  const over = ({ target, pointerType }: PointerEvent) =>
    point(pointerType === 'touch' ? null : tipped(target));
  const leave = ({ relatedTarget }: PointerEvent) => {
    if (relatedTarget === null) {
      point(null);
    }
  };
  document.addEventListener('pointerover', over, { signal });
  document.addEventListener('pointerout', leave, { signal });
  document.addEventListener('keydown', ({ key }) => key === 'Escape' && hide(), { signal, capture: true });
  return () => {
    controller.abort();
    hide();
  };
}
