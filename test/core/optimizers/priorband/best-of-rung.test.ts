import { describe, expect, it } from 'vitest';
import type { Trial } from '#core/contract/run/trial.ts';
import type { SearchSpace } from '#core/contract/space.ts';
import { bestOfRung } from '#core/optimizers/priorband/mixture.ts';
import { trialsViewOf } from '#core/optimizers/trials-view.ts';
import { createModelSpace } from '#core/surrogates/model-space.ts';
import { begunIn } from '#test/core/optimizers/brackets/trials-of-rungs.ts';
import { float, integer } from '#test/core/space/parameters.ts';

const SPACE: SearchSpace = [float(0, 1), integer(1, 27, { name: 'epochs', is_fidelity: true })];

function inBracket(bracket: number, losses: readonly number[], first: number): readonly Trial[] {
  return begunIn({ bracket, rung: 0 }, losses, first).map((trial) => ({
    ...trial,
    config: { ...trial.config, x: 0.5 },
  }));
}

function best(trials: readonly Trial[], count: number) {
  return bestOfRung(createModelSpace(SPACE), trialsViewOf(trials), 0, count).map(({ trial }) => trial);
}

const BRACKETS = [...inBracket(0, [5, 1, 4], 1), ...inBracket(1, [2, 6, 3], 11)];

describe('the best of a rung', () => {
  it('are those of all its brackets, the least loss first', () => {
    expect(best(BRACKETS, 4)).toEqual(['2_rung_0', '11_rung_0', '13_rung_0', '3_rung_0']);
  });

  it('are as many as there are', () => {
    expect(best(BRACKETS, 20)).toHaveLength(6);
    expect(best([], 3)).toEqual([]);
  });

  it('are none whose configuration is not one of the space: the next of its bracket is', () => {
    const damaged = BRACKETS.map((trial) =>
      ['2_rung_0', '11_rung_0'].includes(trial.trial) ? { ...trial, config: {} } : trial,
    );
    expect(best(damaged, 2)).toEqual(['13_rung_0', '3_rung_0']);
  });
});
