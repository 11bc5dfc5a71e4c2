import { describe, expect, it } from 'vitest';
import { ALL_IN_SIGHT, choiceAxis, numberAxis } from '#renderer/components/chart/axes/plot-axis.ts';
import { plotFrame } from '#renderer/components/chart/plot/plot-frame.ts';
import { sightOf, zoomBetween } from '#renderer/components/chart/plot/plot-zoom.ts';

const rate = (upper: number) => numberAxis('rate', { lower: 1e-4, upper, log: true });
const kinds = choiceAxis('kind', ['a', 'b', 'c', 'd']);

describe('a zoomed plot', () => {
  it('keeps the values that it was zoomed to as its axis grows', () => {
    const zoom = zoomBetween(rate(1), [0.25, 0.5]);
    expect(sightOf(rate(1), zoom).map((place) => Number(place.toFixed(9)))).toEqual([0.25, 0.5]);
    expect(sightOf(rate(1e4), zoom).map((place) => Number(place.toFixed(9)))).toEqual([0.125, 0.25]);
  });

  it('shows whole choices', () => {
    expect(sightOf(kinds, zoomBetween(kinds, [0.3, 0.5]))).toEqual([0.25, 0.5]);
    expect(sightOf(kinds, zoomBetween(kinds, [0.6, 1]))).toEqual([0.5, 1]);
    expect(sightOf(kinds, zoomBetween(kinds, [0.1, 0.9]))).toBe(ALL_IN_SIGHT);
  });

  it('shows all of another axis, and of one that has moved away', () => {
    expect(sightOf(kinds, zoomBetween(rate(1), [0.25, 0.5]))).toBe(ALL_IN_SIGHT);
    const zoom = zoomBetween(rate(1), [0.9, 1]);
    expect(sightOf(rate(1e-3), zoom)).toBe(ALL_IN_SIGHT);
  });

  it('has no part that is too small for ticks', () => {
    expect(zoomBetween(rate(1), [0.5, 0.50001])).toBeNull();
  });

  it('places its ticks and the pointer in the part that is in sight', () => {
    const size = { width: 500, height: 200 };
    const frame = plotFrame(rate(1), rate(1), size, { x: [0.25, 0.5], y: ALL_IN_SIGHT });
    expect([frame.leftOf(0.25), frame.leftOf(0.5)]).toEqual([frame.edges.left, 500 - frame.edges.right]);
    expect(frame.placeAt(frame.leftOf(0.375))).toBeCloseTo(0.375);
    expect([frame.placeAt(-50), frame.placeAt(900)]).toEqual([0.25, 0.5]);
    expect(
      rate(1)
        .ticks(8, [0.2, 0.55])
        .map(({ label }) => label),
    ).toEqual(['0.001', '0.002', '0.005', '0.01']);
    expect(kinds.ticks(8, [0.25, 0.5]).map(({ label }) => label)).toEqual(['b']);
  });
});
