import { describe, expect, it } from 'vitest';
import { liveGenerator } from '#core/watch/stream/live-generator.ts';
import { createBell } from '#core/watch/stream/news.ts';

/** Counts the rings of a bell; notes that it was cleaned up. */
function ringing(signal?: AbortSignal) {
  const bell = createBell();
  const ends: string[] = [];
  const live = liveGenerator(signal, async function* count(ended) {
    try {
      for (let rings = 1; ; rings += 1) {
        await bell.wait(ended);
        if (ended.aborted) {
          return;
        }
        yield rings;
      }
    } finally {
      ends.push('cleaned up');
    }
  });
  return { bell, live, ends };
}

describe('a generator of live data', () => {
  it('gives what comes', async () => {
    const { bell, live } = ringing();
    const next = live.next();
    await Promise.resolve();
    bell.ring();
    expect(await next).toEqual({ value: 1, done: false });
    await live.return();
  });

  it('may be waited in by many at once, without a warning of a leak', async () => {
    const warnings: Error[] = [];
    const keep = (warning: Error) => warnings.push(warning);
    process.on('warning', keep);
    const bell = createBell();
    const live = liveGenerator(undefined, async function* all(ended) {
      await Promise.all(Array.from({ length: 20 }, () => bell.wait(ended)));
      yield 'rung';
    });
    const next = live.next();
    await new Promise((resolve) => setImmediate(resolve));
    bell.ring();
    expect(await next).toEqual({ value: 'rung', done: false });
    await live.return();
    process.off('warning', keep);
    expect(warnings).toEqual([]);
  });

  it('ends at once when its signal aborts, though nothing ever came', async () => {
    const controller = new AbortController();
    const { live, ends } = ringing(controller.signal);
    const next = live.next();
    controller.abort();
    expect(await next).toEqual({ value: undefined, done: true });
    expect(ends).toEqual(['cleaned up']);
  });

  it('ends at once when its consumer breaks off while a value is still awaited', async () => {
    const { live, ends } = ringing();
    const next = live.next();
    await live.return();
    expect(await next).toEqual({ value: undefined, done: true });
    expect(ends).toEqual(['cleaned up']);
  });

  it('has nothing to give where the signal was aborted before', async () => {
    const controller = new AbortController();
    controller.abort();
    const { live } = ringing(controller.signal);
    expect((await live.next()).done).toBe(true);
  });
});
