import { describe, expect, it } from 'vitest';
import {
  apart,
  bandPath,
  chartFrame,
  type FrameInput,
  type Line,
  levelAt,
  stepPath,
} from '#renderer/features/compare/chart/chart-frame.ts';

const LINE: Line = {
  name: 'a',
  index: 0,
  end: 10,
  points: [
    { x: 2, y: 8, lower: 6, upper: 9 },
    { x: 5, y: 4, lower: 4, upper: 4 },
  ],
};

function frame(changes: Partial<FrameInput> = {}) {
  const size = { width: 166, height: 152 };
  return chartFrame({
    lines: [LINE],
    axis: 'evaluation',
    vertical: 'linear',
    size,
    zoom: null,
    right: 14,
    ...changes,
  });
}

/** `M62 10H…` as commands and whole numbers. */
const rounded = (path: string) =>
  path.replaceAll(/\d+\.\d+/g, (number) => String(Math.round(Number(number))));

describe('the chart of groups', () => {
  it('goes from nothing to the end of the longest line, over 100 pixels here', () => {
    const { leftOf, xAt, xDomain } = frame();
    expect(xDomain).toEqual([0, 10]);
    expect([leftOf(0), leftOf(10), xAt(102)]).toEqual([52, 152, 5]);
  });

  it('holds the bands, with a little room', () => {
    const { topOf } = frame();
    expect(topOf(9)).toBeGreaterThan(10);
    expect(topOf(9)).toBeLessThan(20);
    expect(topOf(4)).toBeLessThan(110);
  });

  it('shows rank 1 at the top', () => {
    const { topOf, yTicks } = frame({ vertical: 'rank', lines: [LINE, LINE, LINE] });
    expect(topOf(1)).toBeLessThan(topOf(3));
    expect(yTicks).toEqual([1, 2, 3]);
  });

  it('draws a line from its first level to its end', () => {
    const drawn = frame();
    const [high, low] = [drawn.topOf(8).toFixed(1), drawn.topOf(4).toFixed(1)];
    expect(stepPath(LINE, drawn)).toBe(`M72.0 ${high}H102.0V${low}H152.0V${low}`);
  });

  it('draws a band as one closed shape, and none where there is none', () => {
    const path = bandPath(LINE, frame());
    expect(path).toMatch(/^M72\.0 .*Z$/);
    const flat = {
      ...LINE,
      points: LINE.points.map((point) => ({ ...point, lower: point.y, upper: point.y })),
    };
    expect(bandPath(flat, frame())).toBe('');
  });

  it('begins a part of the axis at the level that held there', () => {
    const drawn = frame({ zoom: [3, 8] });
    expect(rounded(stepPath(LINE, drawn))).toMatch(/^M52 /);
    expect([levelAt(LINE, 1), levelAt(LINE, 3)?.y, levelAt(LINE, 10)?.y, levelAt(LINE, 11)]).toEqual([
      null,
      8,
      4,
      null,
    ]);
  });

  it('is there without any line', () => {
    expect(frame({ lines: [] }).yTicks.length).toBeGreaterThan(1);
    expect(stepPath({ ...LINE, points: [] }, frame({ lines: [] }))).toBe('');
  });
});

describe('names at the ends of lines', () => {
  it('keep their distance and stay inside', () => {
    expect(apart([50, 52, 51], 15, [0, 100])).toEqual([50, 80, 65]);
    expect(apart([98, 99], 15, [0, 100])).toEqual([85, 100]);
    expect(apart([-5], 15, [0, 100])).toEqual([0]);
  });
});
