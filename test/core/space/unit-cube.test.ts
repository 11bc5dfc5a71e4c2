import { describe, expect, it } from 'vitest';
import { decodeNumber, decodeValue, encodeNumber, encodeValue } from '#core/space/unit-cube.ts';
import { fc } from '#test/support/fast-check.ts';
import { categoricalParameter, numericalParameter } from './arbitrary-space.ts';
import { categorical, constant, float, integer } from './parameters.ts';

const unit = fc.double({ min: 0, max: 1, noNaN: true });

describe('the unit axis', () => {
  it('has the bounds of a float at its ends and the scale between them', () => {
    expect(decodeNumber(float(-2, 6), 0)).toBe(-2);
    expect(decodeNumber(float(-2, 6), 0.5)).toBe(2);
    expect(decodeNumber(float(-2, 6), 1)).toBe(6);
    expect(decodeNumber(float(1e-4, 1, { log: true }), 0.5)).toBeCloseTo(1e-2, 15);
    expect(encodeNumber(float(1e-4, 1, { log: true }), 1e-3)).toBeCloseTo(0.25, 15);
  });

  it('gives each integer the stretch that rounds to it', () => {
    expect([0, 0.3, 0.34, 0.66, 0.67, 1].map((u) => decodeNumber(integer(4, 6), u))).toEqual([
      4, 4, 5, 5, 6, 6,
    ]);
    expect(encodeNumber(integer(4, 6), 5)).toBe(0.5);
  });

  it('loses no integer, however large the bounds are', () => {
    const wide = integer(9_007_198_160_237_758, 9_007_198_990_282_677);
    for (const value of [wide.lower, wide.lower + 1, wide.lower + 415_022_459, wide.upper - 1, wide.upper]) {
      expect(decodeNumber(wide, encodeNumber(wide, value))).toBe(value);
    }
  });

  it('never leads out of the bounds, whatever they are', () => {
    fc.assert(
      fc.property(numericalParameter, unit, (parameter, u) => {
        const value = decodeNumber(parameter, u);
        expect(value).toBeGreaterThanOrEqual(parameter.lower);
        expect(value).toBeLessThanOrEqual(parameter.upper);
        expect(Object.is(value, -0) && parameter.kind === 'integer').toBe(false);
        expect(parameter.kind === 'float' || Number.isInteger(value)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('never falls', () => {
    fc.assert(
      fc.property(numericalParameter, unit, unit, (parameter, a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        const [first, second] = [decodeNumber(parameter, low), decodeNumber(parameter, high)];
        const rounding = 1e-12 * Math.abs(second);
        expect(first - rounding).toBeLessThanOrEqual(second);
      }),
    );
  });

  it('has a place in [0, 1] for every value', () => {
    fc.assert(
      fc.property(numericalParameter, unit, (parameter, u) => {
        const place = encodeNumber(parameter, decodeNumber(parameter, u));
        expect(place).toBeGreaterThanOrEqual(0);
        expect(place).toBeLessThanOrEqual(1);
      }),
      { numRuns: 2000 },
    );
  });

  it('has its middle for bounds whose logarithms are the same number', () => {
    const [lower, upper] = [2 ** 53 - 2, 2 ** 53 - 1];
    const parameter = integer(lower, upper, { log: true });
    expect(encodeNumber(parameter, lower)).toBe(0.5);
    expect([lower, upper]).toContain(decodeNumber(parameter, 0.5));
  });

  it('leads back to every integer', () => {
    const bound = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
    fc.assert(
      fc.property(bound, bound, unit, fc.boolean(), (a, b, share, log) => {
        const shift = log ? 2 ** 31 + 1 : 0;
        const [lower, upper] = [Math.min(a, b) + shift, Math.max(a, b) + shift + 1];
        const parameter = integer(lower, upper, { log });
        const value = Math.round(lower + share * (upper - lower));
        expect(decodeNumber(parameter, encodeNumber(parameter, value))).toBe(value);
      }),
    );
  });

  it('leads back to every float, up to rounding', () => {
    const bound = fc.double({ min: 1e-6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(bound, bound, unit, fc.boolean(), (a, b, share, log) => {
        const parameter = float(Math.min(a, b), Math.max(a, b) + 1, { log });
        const value = parameter.lower + share * (parameter.upper - parameter.lower);
        const back = decodeNumber(parameter, encodeNumber(parameter, Math.min(value, parameter.upper)));
        expect(Math.abs(back - value)).toBeLessThan(1e-9 * parameter.upper);
      }),
    );
  });

  it('leads back to every choice', () => {
    fc.assert(
      fc.property(categoricalParameter, fc.nat(), (parameter, index) => {
        const choice = parameter.choices[index % parameter.choices.length] ?? '';
        expect(decodeValue(parameter, encodeValue(parameter, choice))).toBe(choice);
      }),
    );
  });

  it('parts itself evenly between choices, both ends included', () => {
    const parameter = categorical(['a', 'b', 'c', 'd']);
    expect([0, 0.24, 0.25, 0.74, 0.75, 1].map((u) => decodeValue(parameter, u))).toEqual([...'aabcdd']);
  });

  it('has one point for a constant', () => {
    expect(encodeValue(constant('fixed'), 'fixed')).toBe(0.5);
    expect(decodeValue(constant('fixed'), 0.9)).toBe('fixed');
  });

  it('knows a categorical without choices as a defect of its caller', () => {
    expect(() => decodeValue(categorical([]), 0)).toThrow(RangeError);
  });
});
