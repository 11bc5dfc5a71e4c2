import { useLayoutEffect } from 'react';
import { offered } from '../stores/action-store.ts';
import { useStores } from '../stores/stores.ts';
import { isMac, keysAreTaken, shortcutOf } from './shortcut.ts';

/** The shortcut that is pressed, null where the keys are somebody else's. Those with Ctrl or ⌘ work in fields too. */
function freeShortcut(event: KeyboardEvent, mac: boolean): string | null {
  if (event.defaultPrevented || event.isComposing) {
    return null;
  }
  const shortcut = shortcutOf(event, mac);
  return shortcut?.startsWith('mod+') || !keysAreTaken(event.target) ? shortcut : null;
}

/** Runs the offered action whose shortcut is pressed. What is drawn listens: no key is lost to an effect that comes later. */
export function useShortcuts(): void {
  const { actions } = useStores();
  useLayoutEffect(() => {
    const mac = isMac();
    const pressed = (event: KeyboardEvent) => {
      const shortcut = freeShortcut(event, mac);
      const found = offered(actions.getState()).find(
        (action) => action.shortcut === shortcut || action.otherShortcut === shortcut,
      );
      if (shortcut && found) {
        event.preventDefault();
        if (!found.unavailable) {
          found.run();
        }
      }
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, [actions]);
}
