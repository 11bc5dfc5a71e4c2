import { describe, expect, it } from 'vitest';
import { configProblems } from '#core/space/validate-config.ts';
import { categorical, constant, float, integer } from './parameters.ts';

const SPACE = [
  float(0.1, 1, { name: 'rate' }),
  integer(1, 8, { name: 'layers' }),
  categorical(['adam', 'sgd', true], { name: 'optimizer' }),
  constant(64, 'batch_size'),
];
const VALID = { rate: 0.5, layers: 3, optimizer: 'sgd', batch_size: 64 };

describe('the check of a configuration', () => {
  it('finds nothing wrong with a configuration of the space', () => {
    expect(configProblems(SPACE, VALID)).toEqual([]);
    expect(configProblems(SPACE, { ...VALID, rate: 1, layers: 8, optimizer: true })).toEqual([]);
  });

  it.each([
    [{ rate: 1.5 }, '`rate` must be a number between 0.1 and 1; found 1.5'],
    [{ rate: Number.NaN }, '`rate` must be a number between 0.1 and 1; found NaN'],
    [{ rate: '0.5' }, '`rate` must be a number between 0.1 and 1; found "0.5"'],
    [{ layers: 2.5 }, '`layers` must be an integer between 1 and 8; found 2.5'],
    [{ layers: 0 }, '`layers` must be an integer between 1 and 8; found 0'],
    [{ optimizer: 'rmsprop' }, '`optimizer` must be one of "adam", "sgd", true; found "rmsprop"'],
    [{ optimizer: 'true' }, '`optimizer` must be one of "adam", "sgd", true; found "true"'],
    [{ batch_size: 32 }, '`batch_size` must be the constant 64; found 32'],
    [{ momentum: 0.9 }, 'A configuration has the parameters of the space only; found `momentum`'],
  ])('says what is wrong with %j', (change, problem) => {
    expect(configProblems(SPACE, { ...VALID, ...change })).toEqual([problem]);
  });

  it('reports all problems together, in the order of the space', () => {
    expect(configProblems(SPACE, { layers: 9, optimizer: 'sgd', batch_size: 64, extra: 1 })).toEqual([
      'A configuration has a value for each parameter of the space; `rate` has none',
      '`layers` must be an integer between 1 and 8; found 9',
      'A configuration has the parameters of the space only; found `extra`',
    ]);
  });

  it('takes no inherited property for a value', () => {
    expect(configProblems([float(0, 1, { name: 'constructor' })], {})).toHaveLength(1);
  });
});
