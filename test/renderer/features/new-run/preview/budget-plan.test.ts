import { describe, expect, it } from 'vitest';
import { parseRun } from '#core/config/run/parse-run.ts';
import { budgetPlan, expectedSeconds, spaceSize } from '#renderer/features/new-run/preview/budget-plan.ts';

const RUNGS = [
  { bracket: 0, rung: 0, fidelity: 1, trials: 9 },
  { bracket: 0, rung: 1, fidelity: 3, trials: 3 },
  { bracket: 0, rung: 2, fidelity: 9, trials: 1 },
];

const spaceOf = (space: string) =>
  parseRun({ text: `pipeline_space: ${space}\n`, file: null, readText: () => null }).space ?? [];

describe('what a budget comes to', () => {
  it('counts evaluations by their fidelity', () => {
    const plan = budgetPlan({ rungs: RUNGS, settings: { max_evaluations_total: 26 } });
    expect(plan).toEqual({ round: { evaluations: 13, full: 3 }, evaluations: 26, full: 6 });
  });

  it('is itself without rungs, and open without a number of evaluations', () => {
    expect(budgetPlan({ rungs: [], settings: { max_evaluations_total: 5 } })).toMatchObject({
      round: null,
      full: 5,
    });
    expect(budgetPlan({ rungs: RUNGS, settings: {} })).toMatchObject({ evaluations: null, full: null });
  });

  it('takes time by what an evaluation at the lowest fidelity took', () => {
    const space = spaceOf('{a: [0.0, 1.0], e: {lower: 1, upper: 9, is_fidelity: true}}');
    const plan = budgetPlan({ rungs: RUNGS, settings: { max_evaluations_total: 13 } });
    expect(expectedSeconds(plan, space, 2)).toBe(54);
    expect(expectedSeconds({ ...plan, full: null }, space, 2)).toBeNull();
    expect(
      expectedSeconds(
        budgetPlan({ rungs: [], settings: { max_evaluations_total: 4 } }),
        spaceOf('{a: [0.0, 1.0]}'),
        2,
      ),
    ).toBe(8);
  });
});

describe('the size of a space', () => {
  it('is the product of its values, without the fidelity and constants', () => {
    expect(
      spaceSize(spaceOf('{a: [1, 4], b: [x, y, z], c: 3, e: {lower: 1, upper: 9, is_fidelity: true}}')),
    ).toBe(12);
    expect(spaceSize(spaceOf('{a: [1, 4], b: [0.0, 1.0]}'))).toBeNull();
  });
});
