import { describe, expect, it } from 'vitest';
import { rungNote } from '#renderer/features/new-run/space/rung-note.ts';

const rungs = [1, 3, 9, 3, 9].map((fidelity, index) => ({
  bracket: index > 2 ? 1 : 0,
  rung: 0,
  fidelity,
  trials: 1,
}));
const optimizer = (eta?: number) => ({
  name: 'any',
  arguments: eta === undefined ? {} : { eta },
  reason: '',
});

describe('what is said of the fidelity beside it', () => {
  it('counts the rungs of all brackets once', () => {
    expect(rungNote({ rungs, optimizer: optimizer(3) })).toBe('3 rungs with η = 3');
    expect(rungNote({ rungs, optimizer: optimizer() })).toBe('3 rungs');
  });

  it('is nothing for an optimizer without rungs, or before one is known', () => {
    expect(rungNote({ rungs: [], optimizer: optimizer(3) })).toBeNull();
    expect(rungNote({ rungs: [], optimizer: null })).toBeNull();
  });
});
