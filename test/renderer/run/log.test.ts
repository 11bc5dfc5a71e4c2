import { describe, expect, it } from 'vitest';
import { KEPT_BYTES, NO_LOG, withPiece } from '#renderer/features/run/log/use-log.ts';
import { fc } from '#test/support/fast-check.ts';

const BYTES = new TextEncoder();
const size = (text: string) => BYTES.encode(text).length;

describe('a log that grows', () => {
  it('is the same in whatever pieces it comes', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', minLength: 1 }), { minLength: 1 }), (pieces) => {
        const total = size(pieces.join(''));
        let log = NO_LOG;
        for (const text of pieces) {
          log = withPiece(log, { text, offset: log.next, size: total });
        }
        expect(log).toEqual({ text: pieces.join(''), from: 0, next: total, size: total });
      }),
    );
  });

  it('begins anew when its file does', () => {
    const log = withPiece(NO_LOG, { text: 'first\n', offset: 0, size: 6 });
    expect(withPiece(log, { text: 'new', offset: 0, size: 3 })).toEqual({
      text: 'new',
      from: 0,
      next: 3,
      size: 3,
    });
  });

  it('keeps its end in whole lines and knows how much is left out', () => {
    const line = `${'ü'.repeat(99)}\n`;
    const text = line.repeat(Math.ceil((2 * KEPT_BYTES) / line.length) + 1);
    const log = withPiece(NO_LOG, { text, offset: 0, size: size(text) });
    expect(log.text.length).toBeLessThanOrEqual(KEPT_BYTES);
    expect(log.text.startsWith('ü'.repeat(99))).toBe(true);
    expect(log.from + size(log.text)).toBe(size(text));
  });
});
