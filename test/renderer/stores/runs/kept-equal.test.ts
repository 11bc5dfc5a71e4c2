import { describe, expect, it } from 'vitest';
import { keptEqual } from '#renderer/stores/runs/run-store.ts';

describe('what came anew', () => {
  it('is what was there before where it equals it', () => {
    const before = { counts: { success: 3 }, workers: [{ id: 'a', trial: null }] };
    expect(keptEqual(before, structuredClone(before))).toBe(before);
  });

  it('keeps the parts that are the same, and has the others', () => {
    const before = { counts: { success: 3 }, workers: [{ id: 'a' }, { id: 'b' }] };
    const after = { counts: { success: 4 }, workers: [{ id: 'a' }, { id: 'c' }] };
    const kept = keptEqual(before, after);
    expect(kept).toEqual(after);
    expect(kept.workers[0]).toBe(before.workers[0]);
    expect(keptEqual(before, { ...after, counts: { success: 3 } }).counts).toBe(before.counts);
  });

  it.each([
    ['a field more', { a: 1 }, { a: 1, b: 2 }],
    ['a field less', { a: 1, b: 2 }, { a: 1 }],
    ['another field without a value', { a: undefined }, { b: undefined }],
    ['an item less', [1, 2], [1]],
    ['an item more', [1], [1, 2]],
    ['a list for an object', {}, []],
    ['an object for a list', [], {}],
    ['something for nothing', null, { a: 1 }],
    ['nothing for something', { a: 1 }, null],
  ])('is taken as it is where there is %s', (_, before, after) => {
    const kept: unknown = keptEqual(before, after);
    expect(kept).toStrictEqual(after);
    expect(kept).not.toBe(before);
  });
});
