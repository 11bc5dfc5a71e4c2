import { describe, expect, it } from 'vitest';
import { placeInRange } from '#core/analysis/charts/place-in-range.ts';
import { categorical, constant, float, integer } from '#test/core/space/parameters.ts';

describe('the axis of a parameter', () => {
  it.each([
    [float(-1, 3), 0, 0.25],
    [float(1e-4, 1, { log: true }), 1e-3, 0.25],
    [integer(5, 25), 5, 0],
    [integer(5, 25), 25, 1],
    [integer(1, 100, { log: true }), 10, 0.5],
    [categorical(['a', 'b', 'c', 'd']), 'b', 0.375],
  ])('of %j has a place for %j', (parameter, value, place) => {
    expect(placeInRange(parameter, value)).toBeCloseTo(place, 12);
  });

  it.each([
    [float(0, 1), 2],
    [float(0, 1), 'a'],
    [categorical(['a']), 'b'],
    [constant(1), 1],
  ])('of %j has none for %j', (parameter, value) => {
    expect(placeInRange(parameter, value)).toBeNull();
  });
});
