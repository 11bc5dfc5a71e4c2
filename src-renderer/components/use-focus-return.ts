import { useLayoutEffect } from 'react';

/** What has the focus now; for an entry of a menu, which is gone soon, the button of the menu. */
function focused(): Element | null {
  const { activeElement } = document;
  const button = activeElement?.closest('[role="menu"]')?.getAttribute('aria-labelledby');
  return (button ? document.getElementById(button) : null) ?? activeElement;
}

/**
 * Gives the focus back to what had it before the component came. That is looked up once the component is there: one that
 * it took the place of, such as the palette, has then given the focus back itself.
 */
export function useFocusReturn(): void {
  useLayoutEffect(() => {
    const before = focused();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) {
        before.focus({ preventScroll: true });
      }
    };
  }, []);
}
