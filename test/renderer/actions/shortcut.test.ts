import { describe, expect, it } from 'vitest';
import { keysOf, shortcutOf } from '#renderer/actions/shortcut.ts';

const NO_MODIFIERS = { shiftKey: false, altKey: false, metaKey: false, ctrlKey: false };

describe('a shortcut', () => {
  it.each([
    [{ key: 's' }, 's'],
    [{ key: 'S', shiftKey: true }, 'shift+s'],
    [{ key: '?', shiftKey: true }, '?'],
    [{ key: 'k', ctrlKey: true }, 'mod+k'],
    [{ key: 'Enter', ctrlKey: true }, 'mod+Enter'],
    [{ key: 'ArrowDown', shiftKey: true }, 'shift+ArrowDown'],
    [{ key: 'Shift', shiftKey: true }, null],
  ])('of %o is %s', (press, shortcut) => {
    expect(shortcutOf({ ...NO_MODIFIERS, ...press }, false)).toBe(shortcut);
  });

  it('takes the command key on a Mac, and Ctrl elsewhere', () => {
    expect(shortcutOf({ ...NO_MODIFIERS, key: 'k', metaKey: true }, true)).toBe('mod+k');
    expect(shortcutOf({ ...NO_MODIFIERS, key: 'k', metaKey: true }, false)).toBe('k');
    expect(keysOf('mod+k', true)).toEqual(['⌘', 'K']);
    expect(keysOf('mod+k', false)).toEqual(['Ctrl', 'K']);
    expect(keysOf('shift+s', false)).toEqual(['Shift', 'S']);
    expect([keysOf('+', false), keysOf('mod++', false)]).toEqual([['+'], ['Ctrl', '+']]);
  });
});
