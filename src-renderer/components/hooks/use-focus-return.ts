import { useLayoutEffect } from 'react';

/**
 * Gives the focus back to what had it before the component came. That is looked up once the component is there: one that
 * it took the place of, such as the palette or a menu, has then given the focus back itself.
 */
export function useFocusReturn(): void {
  useLayoutEffect(() => {
    const before = document.activeElement;
    return () => {
      if (before instanceof HTMLElement && before.isConnected) {
        before.focus({ preventScroll: true });
      }
    };
  }, []);
}
