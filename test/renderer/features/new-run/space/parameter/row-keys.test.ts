import { describe, expect, it } from 'vitest';
import { keyedRows, NO_ROWS } from '#renderer/features/new-run/space/parameter/row-keys.ts';

const rows = keyedRows(NO_ROWS, ['a', 'b', 'c']);

describe('the keys of rows', () => {
  it('stay with a parameter that is moved', () => {
    expect(keyedRows(rows, ['c', 'a', 'b']).keys).toEqual([2, 0, 1]);
  });

  it('stay with a parameter that is renamed', () => {
    expect(keyedRows(rows, ['a', 'beta', 'c']).keys).toEqual([0, 1, 2]);
  });

  it('go with a parameter that is deleted, and come with a new one', () => {
    const without = keyedRows(rows, ['a', 'c']);
    expect(without.keys).toEqual([0, 2]);
    expect(keyedRows(without, ['a', 'b', 'c']).keys).toEqual([0, 3, 2]);
  });

  it('are new where the whole space is another one', () => {
    expect(new Set(keyedRows(rows, ['x', 'y', 'z', 'w']).keys).size).toBe(4);
  });
});
