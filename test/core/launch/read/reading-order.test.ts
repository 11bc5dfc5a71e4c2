import { describe, expect, it } from 'vitest';
import type { Problem } from '#core/contract/setup/problem.ts';
import { inReadingOrder } from '#core/launch/read/reading-order.ts';

function problem(code: string, file: string | null, line: number | null, column: number | null = 1): Problem {
  return { code, severity: 'error', message: code, file, line, column, path: null };
}

describe('the reading order of problems', () => {
  it('goes by line, then by column', () => {
    const found = [
      problem('c', 'run.yaml', 9),
      problem('b', 'run.yaml', 1, 20),
      problem('a', 'run.yaml', 1, 4),
    ];
    expect(inReadingOrder(found).map(({ code }) => code)).toEqual(['a', 'b', 'c']);
  });

  it('keeps files together, in the order in which they first occur', () => {
    const found = [problem('c', 'space.yaml', 2), problem('d', 'run.yaml', 1), problem('b', 'space.yaml', 1)];
    expect(inReadingOrder(found).map(({ code }) => code)).toEqual(['b', 'c', 'd']);
  });

  it('puts what has no line at the end of its file, and leaves the order of equals', () => {
    const found = [problem('b', null, null, null), problem('c', null, null, null), problem('a', null, 3)];
    expect(inReadingOrder(found).map(({ code }) => code)).toEqual(['a', 'b', 'c']);
  });
});
