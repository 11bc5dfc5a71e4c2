import { afterEach, describe, expect, it, vi } from 'vitest';
import { drawByFrames } from '#renderer/components/chart/layers/draw-by-frames.ts';

/** Frames come when the test says so; the clock goes on by a millisecond whenever it is looked at. */
function frames() {
  const asked: FrameRequestCallback[] = [];
  let now = 0;
  vi.stubGlobal('requestAnimationFrame', (callback: FrameRequestCallback) => asked.push(callback));
  vi.spyOn(performance, 'now').mockImplementation(() => {
    now += 1;
    return now;
  });
  return {
    isAsked: () => asked.length > 0,
    next: () => asked.shift()?.(now),
    all: () => {
      while (asked.length > 0) {
        asked.shift()?.(now);
      }
    },
  };
}

function* steps(name: string, count: number, into: string[]): Iterator<void, void> {
  for (let step = 0; step < count; step += 1) {
    into.push(name);
    yield;
  }
}

describe('drawing by frames', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  });

  it('draws nothing in the task that asks for it, then all of it, over several frames', () => {
    const { next, all, isAsked } = frames();
    const drawn: string[] = [];
    drawByFrames(steps('a', 100, drawn));
    expect(drawn).toEqual([]);
    next();
    expect(drawn.length).toBeGreaterThan(0);
    expect(drawn.length).toBeLessThan(100);
    all();
    expect(drawn).toHaveLength(100);
    expect(isAsked()).toBe(false);
  });

  it('shares a frame among all drawings, first come first drawn', () => {
    const { next, all } = frames();
    const drawn: string[] = [];
    drawByFrames(steps('a', 50, drawn));
    drawByFrames(steps('b', 50, drawn));
    next();
    expect(new Set(drawn)).toEqual(new Set(['a']));
    all();
    expect(drawn.lastIndexOf('a')).toBeLessThan(drawn.lastIndexOf('b'));
    expect(drawn).toHaveLength(100);
  });

  it('goes no further with what was stopped', () => {
    const { next, all } = frames();
    const drawn: string[] = [];
    const stop = drawByFrames(steps('a', 100, drawn));
    next();
    const until = drawn.length;
    stop();
    all();
    expect(drawn).toHaveLength(until);
  });

  it('is not held up by a drawing that fails', () => {
    const { next, all } = frames();
    const drawn: string[] = [];
    // biome-ignore lint/correctness/useYield: it fails before its first part.
    const failing = (function* (): Iterator<void, void> {
      throw new Error('no colours');
    })();
    drawByFrames(failing);
    drawByFrames(steps('b', 10, drawn));
    expect(next).toThrow('no colours');
    all();
    expect(drawn).toHaveLength(10);
  });
});
