import { describe, expect, it } from 'vitest';
import { diffLines, diffParts } from '#renderer/features/new-run/documents/compare/line-diff.ts';
import { fc } from '#test/support/fast-check.ts';

const words = (before: string, after: string) =>
  diffLines(before, after).map(({ kind, text }) => `${{ same: ' ', removed: '-', added: '+' }[kind]}${text}`);

describe('two texts line by line', () => {
  it('show what went before what came', () => {
    expect(words('a\nb\nc\n', 'a\nx\ny\nc\n')).toEqual([' a', '-b', '+x', '+y', ' c']);
    expect(words('', 'a\n')).toEqual(['+a']);
    expect(words('a\r\nb\r\n', 'a\nb\n')).toEqual([' a', ' b']);
  });

  it('number the lines of both', () => {
    expect(diffLines('a\nb\n', 'b\nc\n').map(({ before, after }) => [before, after])).toEqual([
      [1, null],
      [2, 1],
      [null, 2],
    ]);
  });

  it('have every line of both, in order', () => {
    const line = fc.constantFrom('a', 'b', 'c', 'd');
    fc.assert(
      fc.property(fc.array(line), fc.array(line), (before, after) => {
        const ended = (all: readonly string[]) => all.map((each) => `${each}\n`).join('');
        const lines = diffLines(ended(before), ended(after));
        const texts = (other: string) => lines.filter(({ kind }) => kind !== other).map(({ text }) => text);
        expect(texts('added')).toEqual(before);
        expect(texts('removed')).toEqual(after);
      }),
    );
  });

  it('pass over long equal stretches, but for three lines next to a difference', () => {
    const many = Array.from({ length: 20 }, (_, index) => `line ${index}`);
    const before = `${many.join('\n')}\n`;
    const parts = diffParts(diffLines(before, before.replace('line 10', 'changed')));
    expect(parts.map(({ kind, lines }) => [kind, lines.length])).toEqual([
      ['passed', 7],
      ['lines', 8],
      ['passed', 6],
    ]);
  });
});
