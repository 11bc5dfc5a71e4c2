import { describe, expect, it } from 'vitest';
import { shortened } from '#renderer/format/shortened.ts';

describe('a name in few letters', () => {
  it.each([
    ['x', 1, 'x'],
    ['learning_rate', 13, 'learning_rate'],
    ['a_rather_long_name_07', 11, 'a_rath…e_07'],
    ['width', 1, '…'],
    ['width', 0, '…'],
  ])('%s in %i is %s: its end stays', (name, letters, shown) => {
    expect(shortened(name, letters)).toBe(shown);
  });
});
