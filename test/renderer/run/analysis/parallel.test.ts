import { describe, expect, it } from 'vitest';
import { trialFields } from '#core/analysis/query/fields.ts';
import {
  nearestLine,
  parallelGeometry,
  placedLines,
} from '#renderer/features/run/analysis/parallel/geometry.ts';
import { lineOpacity } from '#renderer/features/run/analysis/parallel/lines.tsx';
import { lossAxis, parameterAxis } from '#renderer/features/run/analysis/trial-axis.ts';
import { toned } from '#renderer/features/run/analysis/view.tsx';
import { float, sampled } from '#test/core/analysis/samples.ts';
import { trial } from '#test/core/analysis/trials.ts';

const SPACE = [float('x'), float('y')];

function linesOf(count: number, failed = 0) {
  const failures = Array.from({ length: failed }, (_, index) =>
    trial(`failed_${index}`, { state: 'failed', config: { x: 0.5, y: 0.5 } }),
  );
  const trials = [...sampled(SPACE, count, ({ x }) => Number(x)), ...failures];
  const fields = trialFields({ space: SPACE, trials, notes: new Map() });
  const axes = [...SPACE.flatMap((each) => parameterAxis(each, fields) ?? []), lossAxis(trials, 0, 1)];
  return { trials, axes, lines: placedLines(toned(trials, null, 0), axes) };
}

describe('the lines of parallel coordinates', () => {
  it('have a place on every axis; without a loss they end below the last', () => {
    const { lines } = linesOf(1, 1);
    const failed = lines.find(({ tone }) => tone === 'failed');
    expect([...(failed?.places ?? [])].slice(0, 2)).toEqual([0.5, 0.5]);
    expect(failed?.places[2]).toBeLessThan(0);
    expect(lines.find(({ tone }) => tone === 'incumbent')?.places[2]).toBeGreaterThan(0);
  });

  it('are as many as a drawing can bear, the best quarter among them', () => {
    const { lines, trials } = linesOf(20_000);
    expect(lines.length).toBe(6_000);
    expect(lines.filter(({ tone }) => tone !== 'rest')).toHaveLength(trials.length / 4);
  });

  it('are fainter the more there are of a tone, and never gone', () => {
    expect([lineOpacity('best', 20), lineOpacity('incumbent', 1)]).toEqual([0.95, 1]);
    const fading = [30, 100, 600, 6_000].map((count) => lineOpacity('good', count));
    expect(fading).toEqual(fading.toSorted((a, b) => b - a));
    expect(lineOpacity('dim', 1e6)).toBeGreaterThan(0);
  });

  it('leave room for tilted names where axes are too close for upright ones', () => {
    const size = { width: 600, height: 276, hasLossless: false };
    const named = (name: string) =>
      linesOf(1).axes.flatMap((axis) => Array.from({ length: 4 }, () => ({ ...axis, name })));
    const [short, long] = [parallelGeometry(named('x'), size), parallelGeometry(named('weight_decay'), size)];
    expect([short.isTilted, long.isTilted]).toEqual([false, true]);
    expect(long.topOf(1)).toBeGreaterThan(short.topOf(1));
    expect(long.placeAt(long.topOf(0.25))).toBeCloseTo(0.25, 6);
    expect(parallelGeometry(linesOf(1).axes, { ...size, width: 1200 }).isTilted).toBe(false);
  });

  it('are found under the pointer between two axes', () => {
    const { lines, axes } = linesOf(1);
    const geometry = parallelGeometry(axes, { width: 800, height: 276, hasLossless: false });
    const [line] = lines;
    const left = (geometry.leftOf(0) + geometry.leftOf(1)) / 2;
    const [from = 0, to = 0] = line?.places ?? [];
    const top = geometry.topOf((from + to) / 2);
    expect(nearestLine(lines, geometry, [left, top + 5])).toBe(line);
    expect(nearestLine(lines, geometry, [left, top + 20])).toBeNull();
  });

  it('leave room for a drag along each axis', () => {
    const geometry = parallelGeometry(linesOf(1).axes, { width: 800, height: 276, hasLossless: false });
    expect(geometry.axisAt(geometry.leftOf(1) + 10)).toBe(1);
    expect(geometry.axisAt((geometry.leftOf(0) + geometry.leftOf(1)) / 2)).toBeNull();
    expect(geometry.placeAt(geometry.topOf(0.25))).toBeCloseTo(0.25, 12);
  });
});
