import { describe, expect, it } from 'vitest';
import { lossOf } from '#core/contract/run/trial.ts';

describe('the loss of a trial', () => {
  it.each([
    [null, null],
    [0.5, 0.5],
    ['NaN' as const, Number.NaN],
    [[0.5], 0.5],
    [[0.5, 1], null],
    [[], null],
  ])('that told %j is %j: a list of one is that one', (told, loss) => {
    expect(lossOf({ loss: told })).toBe(loss);
  });
});
