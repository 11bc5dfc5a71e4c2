import { describe, expect, it } from 'vitest';
import { dealtVariables } from '#core/launch/workers/dealt-variables.ts';

const NAME = 'CUDA_VISIBLE_DEVICES';

/** What so many workers get of a value. */
function dealt(text: string, count: number, others: readonly string[] = []): readonly unknown[] {
  const given = others.map((value) => ({ [NAME]: value }));
  return dealtVariables({ [NAME]: text }, count, given).map(({ all }) => all[NAME]);
}

describe('the variables of the workers of a launch', () => {
  it('deal the values in brackets out in turn', () => {
    expect(dealt('[0, 1]', 5)).toEqual(['0', '1', '0', '1', '0']);
  });

  it('deal out first what no living worker has, then what the fewest have', () => {
    expect(dealt('[0, 1, 2]', 3, ['0', '2', '9'])).toEqual(['1', '0', '1']);
    expect(dealt('[0, 1]', 1, ['0'])).toEqual(['1']);
  });

  it('give a value that stands twice in the list twice as often', () => {
    expect(dealt('[0, 0, 1]', 6)).toEqual(['0', '1', '0', '0', '1', '0']);
  });

  it('deal values with commas out that stand in quotes', () => {
    expect(dealt(`["0,1", '2, 3',4]`, 3)).toEqual(['0,1', '2, 3', '4']);
  });

  it('tell which values were dealt out', () => {
    expect(dealtVariables({ [NAME]: '[3]', OMP_NUM_THREADS: '4' }, 1)).toEqual([
      { all: { [NAME]: '3', OMP_NUM_THREADS: '4' }, dealt: { [NAME]: '3' } },
    ]);
  });

  it('keep a value without brackets for all, with its commas and blanks', () => {
    const same = { [NAME]: '0,1', NAME: ' a b ', EMPTY: '' };
    expect(dealtVariables(same, 2)).toEqual(Array(2).fill({ all: same, dealt: {} }));
  });

  it.each(['[]', '[0,]', '[0, , 1]', '[0', '0]', '["0" 1]', '[0"]', '["0]'])(
    'take %s as it is: it is no list of values',
    (text) => {
      expect(dealt(text, 2)).toEqual([text, text]);
    },
  );
});
