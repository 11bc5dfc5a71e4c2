const CAN_HAVE_FOCUS =
  'input:enabled, select:enabled, textarea:enabled, button:enabled, a[href], summary, [tabindex="0"]';

/**
 * As a `ref`: an element that goes while it has the focus, as a problem does once it is mended, gives it to what follows
 * it on the page; the next press of a key would be nobody's otherwise.
 */
export function passFocusOn(element: HTMLElement | null): (() => void) | undefined {
  if (element === null) {
    return;
  }
  return () => {
    if (document.activeElement === element) {
      const all = [...document.querySelectorAll<HTMLElement>(CAN_HAVE_FOCUS)];
      all
        .slice(all.indexOf(element) + 1)
        .find((each) => each.tabIndex >= 0 && each.checkVisibility())
        ?.focus({ preventScroll: true });
    }
  };
}
