import { describe, expect, it } from 'vitest';
import {
  type Budgets,
  type BudgetUse,
  type BudgetVerdict,
  budgetVerdict,
} from '#core/runtime/loop/budget-verdict.ts';

const NO_LIMIT: Budgets = {
  evaluations: null,
  cost: null,
  duration: null,
  evaluationsPerWorker: null,
  onlyCompletedCount: false,
  batch: 1,
};
const NOTHING_USED: BudgetUse = {
  completed: 0,
  evaluating: 0,
  pending: 0,
  reserved: 0,
  cost: 0,
  duration: 0,
  byThisWorker: 0,
};
const go = (pending: number, fresh: number): BudgetVerdict => ({ kind: 'go', pending, fresh });
const wait: BudgetVerdict = { kind: 'wait' };
const end = (reached: 'evaluations' | 'cost' | 'duration' | 'evaluations-per-run'): BudgetVerdict => ({
  kind: 'end',
  reached,
});

type Row = readonly [
  rule: string,
  budgets: Partial<Budgets>,
  use: Partial<BudgetUse>,
  verdict: BudgetVerdict,
];

const RULES: readonly Row[] = [
  ['a run without any budget goes on', {}, { completed: 1_000_000 }, go(0, 1)],
  ['one evaluation is left of the total', { evaluations: 3 }, { completed: 2 }, go(0, 1)],
  ['the total is completed', { evaluations: 3 }, { completed: 3 }, end('evaluations')],
  ['a smaller total than is completed ends too', { evaluations: 2 }, { completed: 3 }, end('evaluations')],
  ['evaluations under way count', { evaluations: 3 }, { completed: 2, evaluating: 1 }, wait],
  ['pending trials count, and are taken first', { evaluations: 3 }, { completed: 2, pending: 1 }, go(1, 0)],
  ['reservations count', { evaluations: 3 }, { completed: 2, reserved: 1 }, wait],
  [
    'a pending trial is not taken above a lowered total',
    { evaluations: 3 },
    { completed: 1, evaluating: 2, pending: 4 },
    wait,
  ],
  [
    'evaluations under way do not count where only completed ones do',
    { evaluations: 3, onlyCompletedCount: true },
    { completed: 2, evaluating: 7, reserved: 2 },
    go(0, 1),
  ],
  [
    'the completed total ends a run in which only completed ones count',
    { evaluations: 3, onlyCompletedCount: true },
    { completed: 3, evaluating: 1 },
    end('evaluations'),
  ],
  ['cost below its limit goes on', { cost: 10 }, { cost: 9.99 }, go(0, 1)],
  ['cost at its limit ends', { cost: 10 }, { cost: 10 }, end('cost')],
  ['cost at its limit leaves pending trials alone', { cost: 10 }, { cost: 12, pending: 3 }, end('cost')],
  ['duration at its limit ends', { duration: 60 }, { duration: 60 }, end('duration')],
  [
    'a worker with evaluations left goes on',
    { evaluationsPerWorker: 2 },
    { byThisWorker: 1, completed: 9 },
    go(0, 1),
  ],
  [
    'a worker that has done its share ends',
    { evaluationsPerWorker: 2 },
    { byThisWorker: 2 },
    end('evaluations-per-run'),
  ],
  [
    'a budget of the whole run is named before the share of a worker',
    { evaluations: 2, evaluationsPerWorker: 2 },
    { completed: 2, byThisWorker: 2 },
    end('evaluations'),
  ],
  ['a batch is claimed in one step', { batch: 4 }, {}, go(0, 4)],
  ['a batch takes pending trials first', { batch: 4 }, { pending: 3 }, go(3, 1)],
  ['a batch stops at the total', { batch: 4, evaluations: 10 }, { completed: 6, evaluating: 2 }, go(0, 2)],
  [
    'a batch stops at the share of the worker',
    { batch: 4, evaluationsPerWorker: 5 },
    { byThisWorker: 3 },
    go(0, 2),
  ],
  [
    'a batch stops at the total where only completed ones count',
    { batch: 4, evaluations: 10, onlyCompletedCount: true },
    { completed: 8, evaluating: 5 },
    go(0, 2),
  ],
];

describe('what the budgets say of a next evaluation', () => {
  it.each(RULES)('%s', (_rule, budgets, use, verdict) => {
    expect(budgetVerdict({ ...NO_LIMIT, ...budgets }, { ...NOTHING_USED, ...use })).toEqual(verdict);
  });
});
