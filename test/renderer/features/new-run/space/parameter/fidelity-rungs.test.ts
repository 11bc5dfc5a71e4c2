import { describe, expect, it } from 'vitest';
import { fidelityRungs } from '#renderer/features/new-run/space/parameter/fidelity-rungs.ts';

const rungs = [3, 9, 1, 3, 9].map((fidelity, index) => ({
  bracket: index < 2 ? 1 : 0,
  rung: 0,
  fidelity,
  trials: 1,
}));
const optimizer = (eta?: number) => ({
  name: 'any',
  arguments: eta === undefined ? {} : { eta },
  reason: '',
});

describe('the rungs that a fidelity has', () => {
  it('are those of all brackets, each once, from the lowest to the highest', () => {
    expect(fidelityRungs({ rungs, optimizer: optimizer(3) })).toEqual({
      note: '3 rungs with η = 3',
      fidelities: [1, 3, 9],
    });
    expect(fidelityRungs({ rungs, optimizer: optimizer() })?.note).toBe('3 rungs');
  });

  it('are none for an optimizer without rungs, or before one is known', () => {
    expect(fidelityRungs({ rungs: [], optimizer: optimizer(3) })).toBeNull();
    expect(fidelityRungs({ rungs: [], optimizer: null })).toBeNull();
  });
});
