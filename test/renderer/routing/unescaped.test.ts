import { describe, expect, it } from 'vitest';
import { addresses } from '#renderer/routing/addresses.ts';
import { unescaped } from '#renderer/routing/unescaped.ts';

describe('a part of an address', () => {
  it('is read as it was written, whatever characters it has', () => {
    const key = 'a/b #50 % ~ü?';
    const [, , part = ''] = addresses.run(key).split('/');
    expect(unescaped(part)).toBe(key);
  });

  it('is what a person typed where that is no escape', () => {
    expect(unescaped('50%')).toBe('50%');
  });
});
