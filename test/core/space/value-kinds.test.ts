import { describe, expect, it } from 'vitest';
import { kindOf, plainKindOf } from '#core/space/value-kinds.ts';
import { categorical, constant, float, integer } from './parameters.ts';

describe('the kind of a value', () => {
  it('takes the kind of a number from its parameter', () => {
    expect(kindOf(float(0, 10), 8)).toBe('float');
    expect(kindOf(integer(0, 10), 8)).toBe('integer');
  });

  it('keeps the kind of each choice', () => {
    const parameter = {
      ...categorical([1, 2, 'x', true]),
      choice_kinds: ['integer', 'float', 'string', 'boolean'],
    };
    const kinds = [1, 2, 'x', true].map((value) =>
      kindOf(parameter as ReturnType<typeof categorical>, value),
    );
    expect(kinds).toEqual(['integer', 'float', 'string', 'boolean']);
  });

  it('keeps the kind of a constant', () => {
    expect(kindOf({ ...constant(8), value_kind: 'float' }, 8)).toBe('float');
  });

  it('takes what a value shows where the space does not know it', () => {
    expect(kindOf(categorical(['a']), 0.5)).toBe('float');
    expect([3, 3.5, 'a', false].map(plainKindOf)).toEqual(['integer', 'float', 'string', 'boolean']);
  });
});
