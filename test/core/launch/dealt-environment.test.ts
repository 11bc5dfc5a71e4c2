import { describe, expect, it } from 'vitest';
import { dealtEnvironment } from '#core/launch/dealt-environment.ts';

describe('the variables of a worker', () => {
  it.each([
    [0, '0'],
    [1, '1'],
    [2, '0'],
    [5, '1'],
  ])('deal the values in brackets out in turn: worker %i gets %s', (index, value) => {
    expect(dealtEnvironment({ CUDA_VISIBLE_DEVICES: '[0, 1]' }, index)).toEqual({
      CUDA_VISIBLE_DEVICES: value,
    });
  });

  it('deal values with commas out that stand in quotes', () => {
    const given = { A: `["0,1", '2, 3',4]` };
    expect([0, 1, 2].map((index) => dealtEnvironment(given, index).A)).toEqual(['0,1', '2, 3', '4']);
  });

  it('keep a value without brackets for all, with its commas and blanks', () => {
    const same = { CUDA_VISIBLE_DEVICES: '0,1', NAME: ' a b ', EMPTY: '' };
    expect(dealtEnvironment(same, 1)).toEqual(same);
  });

  it.each(['[]', '[0,]', '[0, , 1]', '[0', '0]', '["0" 1]', '[0"]', '["0]'])(
    'take %s as it is: it is no list of values',
    (text) => {
      expect(dealtEnvironment({ A: text }, 0)).toEqual({ A: text });
    },
  );
});
