import { describe, expect, it } from 'vitest';
import { shared } from '#renderer/features/new-run/document/shared.ts';

describe('what two states share', () => {
  it('is the state before where they say the same', () => {
    const before = { a: [1, { b: 'x' }], map: new Map([['k', { v: null }]]) };
    expect(shared(before, structuredClone(before))).toBe(before);
  });

  it('is every part that has not changed', () => {
    const before = {
      one: { v: 1 },
      two: [{ v: 2 }, { v: 3 }],
      map: new Map([
        ['a', { v: 1 }],
        ['b', { v: 2 }],
      ]),
    };
    const now = structuredClone(before);
    now.two[1] = { v: 4 };
    now.map.set('b', { v: 3 });
    const found = shared(before, now);
    expect(found).toEqual(now);
    expect(found.one).toBe(before.one);
    expect(found.two[0]).toBe(before.two[0]);
    expect(found.map.get('a')).toBe(before.map.get('a'));
  });

  it.each([
    ['another length', [1, 2], [1]],
    ['another key', { a: 1 }, { b: 1 }],
    ['the same keys in another order', { a: 1, b: 2 }, { b: 2, a: 1 }],
    ['nothing', { a: 1 }, null],
    ['a list instead of a mapping', {}, []],
    ['an undefined part', { a: undefined }, { b: undefined }],
  ])('is nothing for %s', (_, before, now) => {
    expect(shared<unknown>(before, now)).toStrictEqual(now);
    expect(shared<unknown>(before, now)).not.toBe(before);
  });
});
