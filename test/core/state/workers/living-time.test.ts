import { describe, expect, it } from 'vitest';
import { livingSeconds } from '#core/state/workers/living-time.ts';
import { fc } from '#test/support/fast-check.ts';

describe('the time during which at least one worker lived', () => {
  it('counts what overlaps once and gaps not at all', () => {
    const spans = [
      { from: 10_000, to: 20_000 },
      { from: 0, to: 5000 },
      { from: 2000, to: 6000 },
      { from: 12_000, to: 15_000 },
    ];
    expect(livingSeconds(spans)).toBe(16);
  });

  it('counts nothing for a worker that ended before it began, as clocks that disagree may have it', () => {
    expect(livingSeconds([{ from: 5000, to: 1000 }])).toBe(0);
  });

  it('is what counting second by second gives', () => {
    const span = fc
      .tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 }))
      .map(([from, to]) => ({ from: from * 1000, to: to * 1000 }));
    fc.assert(
      fc.property(fc.array(span, { maxLength: 8 }), (spans) => {
        const seconds = Array.from({ length: 60 }, (_, second) => second * 1000 + 500);
        const lived = seconds.filter((at) => spans.some(({ from, to }) => from < at && at < to));
        expect(livingSeconds(spans)).toBe(lived.length);
      }),
    );
  });
});
