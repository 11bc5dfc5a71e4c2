import { describe, expect, test } from 'vitest';
import { parseRun } from '#core/config/run/parse-run.ts';
import { plannedRungs, resolveOptimizer } from '#core/optimizers/registry.ts';

const SPACE = '{x: [0.0, 1.0], epochs: {lower: 1, upper: 9, is_fidelity: true}}';

function planned(name: string, given: Readonly<Record<string, number>> = {}) {
  const { space } = parseRun({ text: `pipeline_space: ${SPACE}\n`, file: null, readText: () => null });
  const { resolved } = resolveOptimizer(space ?? [], { kind: 'named', name, arguments: given });
  return resolved === null
    ? null
    : plannedRungs(resolved, space ?? []).map(({ bracket, rung, fidelity, trials }) => [
        bracket,
        rung,
        fidelity,
        trials,
      ]);
}

describe('the planned rungs', () => {
  test('of successive halving and ASHA are one bracket, from its lowest rung', () => {
    const bracket = [
      [0, 0, 1, 9],
      [0, 1, 3, 3],
      [0, 2, 9, 1],
    ];
    expect(planned('successive_halving')).toEqual(bracket);
    expect(planned('asha')).toEqual(bracket);
    expect(planned('successive_halving', { early_stopping_rate: 1 })?.[0]).toEqual([0, 1, 3, 5]);
  });

  test('of Hyperband are a bracket for each lowest rung', () => {
    const brackets = [
      [0, 0, 1, 9],
      [0, 1, 3, 3],
      [0, 2, 9, 1],
      [1, 1, 3, 5],
      [1, 2, 9, 1],
      [2, 2, 9, 3],
    ];
    expect(planned('hyperband')).toEqual(brackets);
    expect(planned('async_hb')).toEqual(brackets);
  });

  test('of MOBSTER are the two highest, which share ten full evaluations in three parts to one', () => {
    expect(planned('mobster')).toEqual([
      [0, 1, 3, 8],
      [0, 2, 9, 8],
    ]);
    expect(planned('mobster', { eta: 100 })).toEqual([[0, 0, 9, 10]]);
  });

  test('are none for an optimizer without brackets', () => {
    expect(planned('random_search')).toEqual([]);
  });
});
