import { describe, expect, it } from 'vitest';
import {
  afterChoosing,
  amongThem,
  type Choosing,
  NONE_CHOSEN,
} from '#renderer/features/new-run/space/selection/use-choosing.ts';

const names = ['a', 'b', 'c', 'd', 'e'];

function chosenAfter(...presses: readonly (readonly [string, Choosing])[]): string {
  const end = presses.reduce(
    (before, [name, how]) => afterChoosing(before, name, { how, names }),
    NONE_CHOSEN,
  );
  return names.filter((name) => end.chosen.has(name)).join('');
}

describe('choosing rows', () => {
  it('takes each in and out alone', () => {
    expect(chosenAfter(['b', 'toggle'], ['d', 'toggle'])).toBe('bd');
    expect(chosenAfter(['b', 'toggle'], ['d', 'toggle'], ['b', 'toggle'])).toBe('d');
  });

  it('takes all in between, in either direction', () => {
    expect(chosenAfter(['b', 'toggle'], ['d', 'range'])).toBe('bcd');
    expect(chosenAfter(['d', 'toggle'], ['b', 'range'])).toBe('bcd');
    expect(chosenAfter(['a', 'toggle'], ['c', 'toggle'], ['e', 'range'])).toBe('acde');
  });

  it('begins with the row alone where no range has begun', () => {
    expect(chosenAfter(['c', 'range'])).toBe('c');
  });

  it('forgets what is not there any more', () => {
    const selection = afterChoosing(NONE_CHOSEN, 'gone', { how: 'toggle', names: ['gone'] });
    expect([...amongThem(selection, names)]).toEqual([]);
  });
});
