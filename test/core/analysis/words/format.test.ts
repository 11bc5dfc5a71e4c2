import { describe, expect, it } from 'vitest';
import { formatNumber, formatValue } from '#core/analysis/words/format.ts';
import {
  formatAgo,
  formatDuration,
  formatElapsed,
  formatTimeTick,
} from '#core/analysis/words/format-duration.ts';
import { fc } from '#test/support/fast-check.ts';

describe('a number in words', () => {
  it.each([
    [0.05871, '0.05871'],
    [0.0612, '0.06120'],
    [3.284, '3.284'],
    [52.4, '52.40'],
    [341.84, '341.8'],
    [8, '8.000'],
    [-0.5, '-0.5000'],
    [1234.56, '1235'],
    [12345.6, '1.235e4'],
    [9999.96, '1.000e4'],
    [4.8712e-5, '4.871e-5'],
    [0.0001, '0.0001000'],
    [0.000099999, '0.0001000'],
    [1e-300, '1.000e-300'],
    [0, '0.000'],
    [-0, '0.000'],
    [Number.NaN, 'NaN'],
    [Number.POSITIVE_INFINITY, 'Infinity'],
    [Number.NEGATIVE_INFINITY, '-Infinity'],
  ])('writes %d as %s', (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });

  it('shows 4 significant digits of any number, within half of the last one', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: -1e308, max: 1e308 }), (value) => {
        fc.pre(value !== 0 && Math.abs(value) > 1e-300);
        const text = formatNumber(value);
        const digits = text
          .replace(/e.*/, '')
          .replace(/^-?[0.]*/, '')
          .replace('.', '');
        expect(digits).toHaveLength(4);
        expect(Math.abs(Number(text) / value - 1)).toBeLessThan(0.000501);
      }),
    );
  });
});

describe('the value of a parameter in words', () => {
  it('rounds floats alone', () => {
    expect(formatValue(8, 'float')).toBe('8.000');
    expect(formatValue(123456, 'integer')).toBe('123456');
    expect(formatValue('adam', 'string')).toBe('adam');
    expect(formatValue(true, 'boolean')).toBe('true');
  });
});

describe('a duration in words', () => {
  it.each([
    [0, '0 s'],
    [0.4, '0 s'],
    [12, '12 s'],
    [59.6, '1 min'],
    [251, '4 min 11 s'],
    [9600, '2 h 40 min'],
    [7200, '2 h'],
    [3601, '1 h'],
    [100_000, '1 d 3 h'],
    [31_536_000, '365 d'],
    [-5, '0 s'],
  ])('writes %d seconds as %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });
});

describe('what took little time, in words', () => {
  it.each([
    [0.0163, '16 ms'],
    [0.254, '254 ms'],
    [0.9999, '1.0 s'],
    [2.44, '2.4 s'],
    [251, '4 min 11 s'],
  ])('%s seconds are %s', (seconds, text) => {
    expect(formatElapsed(seconds)).toBe(text);
  });
});

describe('a time on an axis, in words', () => {
  it.each([
    [0, '0 s'],
    [0.02, '20 ms'],
    [0.1 + 0.2, '300 ms'],
    [1.5, '1.5 s'],
    [90, '1 min 30 s'],
    [90.5, '1 min 30.5 s'],
    [3725, '1 h 2 min 5 s'],
    [3725.25, '1 h 2 min 5.25 s'],
    [93_600, '1 d 2 h'],
  ])('%s seconds are %s', (seconds, text) => {
    expect(formatTimeTick(seconds)).toBe(text);
  });
});

describe('a time that has passed, in words', () => {
  it.each([
    [-3, 'now'],
    [0.5, 'now'],
    [12, '12 s ago'],
    [2300, '38 min ago'],
    [10_900, '3 h ago'],
    [90_000, '1 day ago'],
    [777_700, '9 days ago'],
  ])('writes %d seconds as %s', (seconds, text) => {
    expect(formatAgo(seconds)).toBe(text);
  });
});
