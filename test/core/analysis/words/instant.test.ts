import { describe, expect, it } from 'vitest';
import { millisecondsOf } from '#core/analysis/words/instant.ts';
import { fc } from '#test/support/fast-check.ts';

describe('a moment in a file, as milliseconds', () => {
  it('agrees with the calendar of the language over all of its four-digit years', () => {
    const [min, max] = [new Date('0001-01-01T00:00:00.000Z'), new Date('9999-12-31T23:59:59.999Z')];
    fc.assert(
      fc.property(fc.date({ min, max, noInvalidDate: true }), (date) => {
        expect(millisecondsOf(date.toISOString())).toBe(date.getTime());
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['2026-01-31T12:00:00Z', Date.UTC(2026, 0, 31, 12)],
    ['2024-02-29T23:59:59.5Z', Date.UTC(2024, 1, 29, 23, 59, 59, 500)],
    ['1970-01-01T00:00:00.000Z', 0],
    ['1969-12-31T23:59:59.999Z', -1],
  ])('reads %s', (iso, expected) => {
    expect(millisecondsOf(iso)).toBe(expected);
  });

  it.each([null, '', 'yesterday', '2026-01-31', '2026-01-31T12:00:00+01:00', '2026-xx-31T12:00:00.000Z'])(
    'knows that %j is no instant in UTC',
    (text) => {
      expect(millisecondsOf(text)).toBeNull();
    },
  );
});
