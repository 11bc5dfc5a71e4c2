/** The platform's command key: ⌘ on a Mac, Ctrl elsewhere. */
export function isMac(): boolean {
  return /mac|iphone|ipad/i.test(navigator.userAgent);
}

type KeyPress = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'altKey' | 'metaKey' | 'ctrlKey'>;

/** A key press in the notation of `Action.shortcut`; null for a bare modifier. */
export function shortcutOf(press: KeyPress, mac: boolean): string | null {
  if (['Shift', 'Control', 'Alt', 'Meta'].includes(press.key)) {
    return null;
  }
  const letter = press.key.length === 1;
  const parts = [
    (mac ? press.metaKey : press.ctrlKey) ? 'mod' : null,
    press.altKey ? 'alt' : null,
    // `?` is itself, on whatever keys it lies.
    press.shiftKey && (!letter || /[a-z]/i.test(press.key)) ? 'shift' : null,
    letter ? press.key.toLowerCase() : press.key,
  ];
  return parts.filter(Boolean).join('+');
}

const KEY_WORDS: Readonly<Record<string, string>> = {
  shift: 'Shift',
  alt: 'Alt',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  '-': '−',
};

/** The keys of a shortcut as they are printed: `['Ctrl', 'K']`. */
export function keysOf(shortcut: string, mac: boolean): string[] {
  // The last one may be `+` itself.
  return shortcut.split(/(?<=[^+])\+/).map((part) => {
    if (part === 'mod') {
      return mac ? '⌘' : 'Ctrl';
    }
    return KEY_WORDS[part] ?? (part.length === 1 ? part.toUpperCase() : part);
  });
}

/**
 * True where a key belongs to what has the focus (a field, an editor, an open menu) or to a dialog over the page, also
 * where nothing in it has the focus.
 */
export function keysAreTaken(target: EventTarget | null): boolean {
  if (document.querySelector('[aria-modal=true]') !== null) {
    return true;
  }
  if (!(target instanceof HTMLElement)) {
    return false;
  }
  if (
    target.isContentEditable ||
    target.matches('input:not([type=checkbox]):not([type=radio]):not([type=range]), textarea, select')
  ) {
    return true;
  }
  return target.closest('[role=dialog], [role=menu]') !== null;
}
