import { describe, expect, test } from 'vitest';
import { widened, withoutRegion } from '#core/analysis/insight/space-change.ts';
import { categorical, float, integer } from '../samples.ts';

describe('the space without a region that fails', () => {
  const succeeded = [{ x: 0.1 }, { x: 0.4 }, { x: 0.6 }, { x: 0.95 }];

  test('ends at the outermost value that is known to work', () => {
    expect(withoutRegion(float('x'), { rule: 'at-least', value: 0.7 }, succeeded)).toEqual({
      kind: 'bound',
      parameter: 'x',
      bound: 'upper',
      value: 0.6,
    });
    expect(withoutRegion(float('x'), { rule: 'at-most', value: 0.3 }, succeeded)).toMatchObject({
      bound: 'lower',
      value: 0.4,
    });
  });

  test('has all choices but one', () => {
    const kind = categorical('kind', ['a', 'b', 'c']);
    expect(withoutRegion(kind, { rule: 'is', value: 'b' }, [])).toMatchObject({ choices: ['a', 'c'] });
  });

  test('is none where nothing would be left', () => {
    expect(withoutRegion(float('x'), { rule: 'at-least', value: 0.05 }, succeeded)).toBeNull();
    expect(withoutRegion(float('x'), { rule: 'at-least', value: 0.7 }, [])).toBeNull();
    expect(withoutRegion(categorical('kind', ['a']), { rule: 'is', value: 'a' }, [])).toBeNull();
  });
});

describe('a wider range', () => {
  test('goes ten times as far on a logarithmic axis', () => {
    const rate = float('rate', 1e-5, 0.1, { log: true });
    expect(widened(rate, 'lower')).toMatchObject({ bound: 'lower', value: 1e-6 });
    expect(widened(rate, 'upper')).toMatchObject({ bound: 'upper', value: 1 });
  });

  test('goes half of the range beyond it on another one, but not to the other side of 0', () => {
    expect(widened(float('x', 2, 4), 'upper')).toMatchObject({ value: 5 });
    expect(widened(float('x', 0.5, 4.5), 'lower')).toMatchObject({ value: 0 });
    expect(widened(float('x', 0, 1), 'lower')).toBeNull();
    expect(widened(float('x', -1, 1), 'lower')).toMatchObject({ value: -2 });
  });

  test('of integers has whole bounds', () => {
    expect(widened(integer('layers', 1, 4), 'upper')).toMatchObject({ value: 6 });
    expect(widened(integer('width', 1, 64, { log: true }), 'lower')).toBeNull();
  });
});
