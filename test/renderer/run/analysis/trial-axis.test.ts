import { describe, expect, it } from 'vitest';
import { trialFields } from '#core/analysis/query/fields.ts';
import type { Parameter } from '#core/contract/space.ts';
import { ALL_IN_SIGHT } from '#renderer/components/chart/axes/plot-axis.ts';
import {
  brushBetween,
  brushedPlaces,
  lossAxis,
  parameterAxis,
  type TrialAxis,
} from '#renderer/features/run/analysis/trial-axis.ts';
import { toned } from '#renderer/features/run/analysis/view.tsx';
import { categorical, float, integer } from '#test/core/analysis/samples.ts';
import { success, trial } from '#test/core/analysis/trials.ts';

function axisOf(parameter: Parameter): TrialAxis {
  const axis = parameterAxis(parameter, trialFields({ space: [parameter], trials: [], notes: new Map() }));
  if (axis === null) {
    throw new Error('Expected an axis');
  }
  return axis;
}

const rate = axisOf(float('rate', 1e-4, 1, { log: true }));
const kind = axisOf(categorical('kind', ['a', 'b', 'c', 'd']));

describe('the axis of a parameter', () => {
  it('is logarithmic where the space says so', () => {
    expect(rate.axis.at(0.01)).toBeCloseTo(0.5, 12);
    expect(rate.axis.valueAt(0.25)).toBeCloseTo(1e-3, 12);
    expect(rate.axis.ticks(5, ALL_IN_SIGHT).map(({ label }) => label)).toEqual([
      '1e-4',
      '0.001',
      '0.01',
      '0.1',
      '1',
    ]);
  });

  it('has a place for each choice, in the middle of its part', () => {
    expect(kind.numberOf(success(1, 0, 1, { config: { kind: 'c' } }))).toBe(2);
    expect(kind.axis.at(2)).toBeCloseTo(0.625, 12);
    expect(kind.numberOf(success(1, 0, 1, { config: { kind: 'unknown' } }))).toBeNull();
  });

  it('has a name in queries that no other thing of a trial has', () => {
    expect(rate.field).toBe('rate');
    expect(axisOf(integer('rung', 1, 4)).field).toBe('config.rung');
  });
});

describe('what is marked on an axis', () => {
  it('is a range of values, open where the axis ends', () => {
    expect(brushBetween(rate, [0.25, 0.5])).toEqual({ kind: 'range', field: 'rate', from: 0.001, to: 0.01 });
    expect(brushBetween(rate, [0, 0.5])).toMatchObject({ from: Number.NEGATIVE_INFINITY, to: 0.01 });
    expect(brushBetween(rate, [0.5, 1])).toMatchObject({ from: 0.01, to: Number.POSITIVE_INFINITY });
  });

  it('is the choices that a drag touches', () => {
    expect(brushBetween(kind, [0.3, 0.6])).toEqual({ kind: 'values', field: 'kind', values: ['b', 'c'] });
    expect(brushBetween(kind, [0.25, 0.5])).toEqual({ kind: 'values', field: 'kind', values: ['b'] });
  });

  it('is found again where it was marked', () => {
    for (const [axis, places] of [
      [rate, [0.25, 0.5]],
      [rate, [0, 0.5]],
      [kind, [0.25, 0.75]],
    ] as const) {
      const found = brushedPlaces(axis, [brushBetween(axis, places)]);
      expect(found?.[0]).toBeCloseTo(places[0], 5);
      expect(found?.[1]).toBeCloseTo(places[1], 5);
    }
    expect(brushedPlaces(rate, [brushBetween(kind, [0, 1])])).toBeNull();
  });
});

describe('the axis of losses', () => {
  const losses = (values: readonly number[]) =>
    lossAxis(
      values.map((loss, index) => success(index + 1, loss, index + 1)),
      0,
      1,
    );

  it('is logarithmic where losses differ by a large factor', () => {
    expect(losses([0.01, 1]).axis.at(0.1)).toBeCloseTo(0.5, 2);
    expect(losses([0.9, 1]).axis.at(0.95)).toBeCloseTo(0.5, 2);
  });

  it('leaves out what is not finite, and is there without any loss', () => {
    expect(losses([Number.NaN, 1, 2, Number.POSITIVE_INFINITY]).axis.at(1.5)).toBeCloseTo(0.5, 2);
    expect(losses([]).axis.at(0.5)).toBe(0.5);
  });
});

describe('the looks of trials', () => {
  const trials = Array.from({ length: 100 }, (_, index) => success(index + 1, index, index + 1));

  it('tell the best, the best 5 %, the next 20 % and the rest apart', () => {
    const counts = new Map<string, number>();
    for (const { tone } of toned(trials, null, 0)) {
      counts.set(tone, (counts.get(tone) ?? 0) + 1);
    }
    expect(Object.fromEntries(counts)).toEqual({ incumbent: 1, best: 4, good: 20, rest: 75 });
  });

  it('are those among what is selected; the others are dim', () => {
    const only = new Set(trials.slice(50));
    const rows = toned(trials, only, 0);
    expect(rows[0]?.tone).toBe('dim');
    expect(rows[50]?.tone).toBe('incumbent');
  });

  it('mark trials without a loss', () => {
    expect(toned([trial(1, { state: 'failed' })], null, 0)[0]).toMatchObject({ loss: null, tone: 'failed' });
  });
});
