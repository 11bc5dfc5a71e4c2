import { describe, expect, it } from 'vitest';
import type { FloatParameter, IntegerParameter } from '#core/contract/space.ts';
import { axisTicks, priorCurve } from '#renderer/features/new-run/space/parameter/axis.ts';

describe('the axis of a parameter', () => {
  const base = {
    kind: 'float',
    name: 'a',
    log: false,
    prior: null,
    prior_confidence: null,
    is_fidelity: false,
  } as const;
  const float = (changes: Partial<FloatParameter>): FloatParameter => ({
    ...base,
    lower: 0,
    upper: 1,
    ...changes,
  });
  const integer = (changes: Partial<IntegerParameter>): IntegerParameter => ({
    ...base,
    kind: 'integer',
    lower: 0,
    upper: 1,
    ...changes,
  });

  it.each([
    ['a log range', float({ lower: 1e-4, upper: 0.1, log: true }), ['1e-4', '0.001', '0.01', '0.1']],
    ['a linear range', float({ lower: 0.8, upper: 0.99 }), ['0.8', '0.85', '0.9', '0.95', '0.99']],
    ['a log range of integers', integer({ lower: 16, upper: 64, log: true }), ['16', '32', '64']],
    ['a range without room between', integer({ lower: 1, upper: 2 }), ['1', '2']],
    ['negative bounds', float({ lower: -1, upper: 1 }), ['-1', '-0.5', '0', '0.5', '1']],
    ['twelve decades', float({ lower: 1e-12, upper: 1, log: true }), ['1e-12', '1e-9', '1e-6', '0.001', '1']],
  ])('has ticks at both ends and at round values for %s', (_name, parameter, labels) => {
    expect(axisTicks(parameter).map((tick) => tick.label)).toEqual(labels);
  });

  it('has ticks in order, apart from each other, from end to end', () => {
    const places = axisTicks(float({ lower: 1e-5, upper: 3, log: true })).map((tick) => tick.place);
    expect(places[0]).toBe(0);
    expect(places.at(-1)).toBe(1);
    for (const [index, place] of places.slice(1).entries()) {
      expect(place - (places[index] ?? 0)).toBeGreaterThan(0.1);
    }
  });

  it('has a prior whose peak is at the named value', () => {
    const curve = priorCurve(float({ prior: 0.25, prior_confidence: 'high' }), 100);
    const [place] = curve.reduce((best, point) => (point[1] > best[1] ? point : best));
    expect(place).toBeCloseTo(0.25, 2);
  });
});
