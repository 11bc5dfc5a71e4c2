import { describe, expect, it } from 'vitest';
import { applyChanges, changeBetween } from '#core/config/edit/document-edit.ts';
import { fc } from '#test/support/fast-check.ts';

describe('the change between two texts', () => {
  it('is as short as what two texts have in common lets it be', () => {
    expect(changeBetween('lr: 1\nseed: 2\n', 'lr: 1\nseed: 25\n')).toEqual({ from: 13, to: 13, insert: '5' });
    expect(changeBetween('aaa', 'aa')).toEqual({ from: 2, to: 3, insert: '' });
    expect(changeBetween('same', 'same')).toEqual({ from: 4, to: 4, insert: '' });
  });

  it('makes the second text of the first, whatever they are', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        expect(applyChanges(before, [changeBetween(before, after)])).toBe(after);
      }),
    );
  });
});

describe('changes of a text, applied together', () => {
  it('makes all changes by their places in the first text', () => {
    const changes = [
      { from: 0, to: 1, insert: '' },
      { from: 3, to: 3, insert: '-' },
      { from: 2, to: 3, insert: 'xyz' },
    ];
    expect(applyChanges('abcd', changes)).toBe('bxyz-d');
  });
});
