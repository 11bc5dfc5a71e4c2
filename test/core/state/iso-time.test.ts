import { expect, it } from 'vitest';
import { isoTime } from '#core/state/iso-time.ts';
import { fc } from '#test/support/fast-check.ts';

it('writes any moment as dates do', () => {
  const close = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2026, 0, 3) });
  const any = fc.oneof(
    close,
    fc.integer({ min: -1e13, max: 3e14 }),
    fc.double({ min: -8.64e15, max: 8.64e15, noNaN: true }),
  );
  fc.assert(
    fc.property(fc.array(any), (times) => {
      expect(times.map(isoTime)).toEqual(times.map((time) => new Date(time).toISOString()));
    }),
    { numRuns: 2000 },
  );
});

it.each([null, Number.NaN, 9e15, -9e15, Number.POSITIVE_INFINITY])('%j is no moment', (time) => {
  expect(isoTime(time)).toBeNull();
});
