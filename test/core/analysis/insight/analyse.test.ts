import { describe, expect, test } from 'vitest';
import { analyse } from '#core/analysis/insight/analyse.ts';
import { joinTables, tableOf } from '#core/analysis/trials/trial-table.ts';
import type { AnalysisAnswer, AnalysisQuestion } from '#core/contract/analysis/analysis.ts';
import { analysisAnswerSchema, analysisBasisSchema } from '#core/contract/analysis/analysis.ts';
import type { Trial } from '#core/contract/run/trial.ts';
import type { SearchSpace } from '#core/contract/space.ts';
import { categorical, float, integer, sampled } from '../samples.ts';
import { success, trial } from '../trials.ts';

const SPACE = [float('x'), float('y'), categorical('kind', ['plain', 'odd', 'rare'])];
const loss = (config: Trial['config']) => Number(config.x) + (config.kind === 'odd' ? 1 : 0);

function ask(
  space: SearchSpace,
  trials: readonly Trial[],
  want: AnalysisQuestion['want'],
  more: Partial<AnalysisQuestion> = {},
) {
  const objectives = trials.some((each) => Array.isArray(each.loss)) ? 2 : 1;
  const question = { fidelity: 'auto' as const, objective: 0, moment: null, want, ...more };
  const { basis, answer } = analyse(tableOf(space, trials, objectives), question, () => undefined);
  return { basis: analysisBasisSchema.parse(basis), answer: analysisAnswerSchema.parse(answer) };
}

function expectKind<Kind extends AnalysisAnswer['kind']>(answer: AnalysisAnswer, kind: Kind) {
  expect(answer.kind).toBe(kind);
  return answer as Extract<AnalysisAnswer, { kind: Kind }>;
}

describe('what an analysis rests on', () => {
  test('counts every trial once, in what is used or in why it is not', () => {
    const trials = [
      ...sampled(SPACE, 12, loss),
      trial(20, { state: 'failed' }),
      trial(21, { state: 'crashed' }),
      trial(22, { state: 'evaluating' }),
      trial(23, { state: 'stale' }),
      success(24, Number.NaN, 30, { config: { x: 0, y: 0, kind: 'odd' } }),
      success(25, 1, 30, { config: { x: 7, y: 0, kind: 'odd' } }),
      success(26, 1, 30, { config: { x: 0, y: 0, kind: 'unheard of' } }),
    ];
    const { basis } = ask(SPACE, trials, { kind: 'summary' });
    expect(basis).toMatchObject({
      trials: 19,
      used: 12,
      failed: 1,
      crashed: 1,
      under_way: 2,
      not_finite: 1,
      outside: 2,
      other_fidelity: 0,
      fidelity: null,
    });
  });

  test('leaves out a parameter that many trials lack, not the trials; a few that lack one are left out', () => {
    const conditional = [...SPACE, float('slope')];
    const trials = sampled(conditional, 30, loss).map((each, at) => {
      const { slope, ...others } = each.config;
      return at % 3 === 0 ? { ...each, config: others } : each;
    });
    const { basis, answer } = ask(conditional, trials, { kind: 'importance', method: 'ped-anova' });
    expect(basis).toMatchObject({ used: 30, outside: 0, lacking: ['slope'] });
    const named = expectKind(answer, 'importance').rows.map(({ parameter }) => parameter);
    expect(named.toSorted()).toEqual(['kind', 'x', 'y']);
    const few = trials.filter((_, at) => at % 3 !== 0 || at < 6);
    const whole = ask(conditional, few, { kind: 'importance', method: 'ped-anova' });
    expect(whole.basis).toMatchObject({ used: 20, outside: 2, lacking: [] });
  });

  test('is nothing with fewer than ten usable trials, and says how many it needs', () => {
    const { basis, answer } = ask(SPACE, sampled(SPACE, 9, loss), { kind: 'summary' });
    expect(answer).toEqual({ kind: 'nothing', because: 'few-trials' });
    expect(basis.needed).toBe(10);
  });

  test('is nothing in a space that nobody knows', () => {
    const { answer } = ask([], sampled(SPACE, 30, loss), { kind: 'summary' });
    expect(answer).toEqual({ kind: 'nothing', because: 'no-space' });
  });

  const RUNGS = [float('x'), float('y'), integer('epochs', 1, 9, { is_fidelity: true })];
  const atRungs = (counts: Readonly<Record<number, number>>) =>
    Object.entries(counts).flatMap(([epochs, count]) =>
      sampled(RUNGS, count, loss).map((each) => ({
        ...each,
        trial: `${each.trial}_${epochs}`,
        config: { ...each.config, epochs: Number(epochs) },
        fidelity: Number(epochs),
      })),
    );

  test('is the highest fidelity with twenty usable trials', () => {
    const { basis, answer } = ask(RUNGS, atRungs({ 1: 60, 3: 25, 9: 8 }), {
      kind: 'importance',
      method: 'fanova',
    });
    expect(basis).toMatchObject({ fidelity: 3, used: 25, other_fidelity: 68 });
    expect(basis.fidelities).toEqual([
      { fidelity: 1, trials: 60 },
      { fidelity: 3, trials: 25 },
      { fidelity: 9, trials: 8 },
    ]);
    expect(expectKind(answer, 'importance').rows.map(({ parameter }) => parameter)).toEqual(['x', 'y']);
  });

  test('is all fidelities, with the fidelity as a parameter, where none has enough', () => {
    const { basis, answer } = ask(RUNGS, atRungs({ 1: 15, 3: 10 }), { kind: 'importance', method: 'fanova' });
    expect(basis).toMatchObject({ fidelity: 'all', used: 25 });
    expect(expectKind(answer, 'importance').rows.map(({ parameter }) => parameter)).toContain('epochs');
  });

  test('is the fidelity that was asked for', () => {
    const { basis } = ask(RUNGS, atRungs({ 1: 60, 3: 25 }), { kind: 'summary' }, { fidelity: 1 });
    expect(basis).toMatchObject({ fidelity: 1, used: 60, other_fidelity: 25 });
  });

  test('is the run as it was at the moment that was asked for', () => {
    const { basis } = ask(SPACE, sampled(SPACE, 40, loss), { kind: 'summary' }, { moment: 25 });
    expect(basis).toMatchObject({ trials: 40, used: 25, under_way: 15 });
  });

  test('is the same whether it comes in one piece or in several', () => {
    const trials = sampled(SPACE, 50, loss);
    const [first, second] = [tableOf(SPACE, trials.slice(0, 17), 1), tableOf(SPACE, trials.slice(17), 1)];
    expect(joinTables([first, second])).toEqual(tableOf(SPACE, trials, 1));
  });
});

describe('importance', () => {
  const trials = sampled(SPACE, 300, loss);

  test('of fANOVA is the share of the variance: 12 % of x and the rest of kind, nothing of y', () => {
    // Var(x) = 1/12; the variance of a loss of 1 for one choice of three is 2/9.
    const { answer } = ask(SPACE, trials, { kind: 'importance', method: 'fanova' });
    const shares = Object.fromEntries(
      expectKind(answer, 'importance').rows.map(({ parameter, importance }) => [parameter, importance]),
    );
    const whole = 1 / 12 + 2 / 9;
    expect(shares.x).toBeCloseTo(1 / 12 / whole, 1);
    expect(shares.kind).toBeCloseTo(2 / 9 / whole, 1);
    expect(shares.y).toBeLessThan(0.02);
  });

  test('of PED-ANOVA names what chance gives: x and kind are above it, y is not', () => {
    const { answer } = ask(SPACE, trials, { kind: 'importance', method: 'ped-anova' });
    const rows = new Map(expectKind(answer, 'importance').rows.map((row) => [row.parameter, row]));
    for (const name of ['x', 'kind']) {
      expect(rows.get(name)?.importance, name).toBeGreaterThan(rows.get(name)?.chance ?? 1);
    }
    expect(rows.get('y')?.importance).toBeLessThan(0.1);
  });

  test('tells how far it is', () => {
    const shares: number[] = [];
    const question = {
      fidelity: 'auto' as const,
      objective: 0,
      moment: null,
      want: { kind: 'importance' as const, method: 'fanova' as const },
    };
    analyse(tableOf(SPACE, trials, 1), question, (share) => shares.push(share));
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
  });
});

describe('the contour of two parameters', () => {
  test('is the expected loss, low where x is low, one more for an odd kind', () => {
    const want = { kind: 'contour' as const, parameters: ['x', 'kind'] as [string, string] };
    const { answer } = ask(SPACE, sampled(SPACE, 300, loss), want);
    const { x, y, losses } = expectKind(answer, 'contour');
    expect(x).toHaveLength(32);
    expect(y).toEqual([0, 1, 2]);
    for (const [row, offset] of [0, 1, 0].entries()) {
      expect(losses[row * 32 + 2], `row ${row}`).toBeCloseTo((x[2] ?? 0) + offset, 0);
      expect(losses[row * 32 + 29], `row ${row}`).toBeCloseTo((x[29] ?? 0) + offset, 0);
    }
  });

  test('needs two different parameters of the space', () => {
    for (const parameters of [
      ['x', 'x'],
      ['x', 'nothing'],
    ] as const) {
      const { answer } = ask(SPACE, sampled(SPACE, 30, loss), {
        kind: 'contour',
        parameters: [...parameters],
      });
      expect(answer).toEqual({ kind: 'nothing', because: 'no-such-parameter' });
    }
  });
});

describe('correlation', () => {
  test('is that of ranks, of parameters with an order and of the loss', () => {
    const { answer } = ask(
      SPACE,
      sampled(SPACE, 100, ({ x }) => Math.exp(5 * Number(x))),
      { kind: 'summary' },
    );
    const { names, rho } = expectKind(answer, 'summary').correlation;
    expect(names).toEqual(['x', 'y', 'loss']);
    expect(rho[0]?.[2]).toBeCloseTo(1, 12);
    expect(rho[2]?.[0]).toBeCloseTo(1, 12);
    expect(rho[1]?.[1]).toBe(1);
  });

  test('between fidelities is over the configurations that were evaluated at both', () => {
    const space = [float('x'), integer('epochs', 1, 9, { is_fidelity: true })];
    const low = sampled(space, 30, loss).map((each) => ({ ...each, fidelity: 1 }));
    const high = low.slice(0, 8).map((each, index) => ({
      ...each,
      trial: `${each.trial}_1`,
      fidelity: 9,
      loss: -index,
      previous: each.trial,
    }));
    const rising = low.map((each, index) => ({ ...each, loss: index }));
    const { answer } = ask(space, [...rising, ...high], { kind: 'summary' });
    expect(expectKind(answer, 'summary').between_fidelities).toEqual([
      { low: 1, high: 9, configurations: 8, spearman: -1, kendall: -1 },
    ]);
  });
});

describe('several objectives', () => {
  const pairs = Array.from({ length: 20 }, (_, index) =>
    success(index + 1, 0, index, {
      config: { x: index / 20, y: 0.5, kind: 'odd' },
      loss: index < 5 ? [index, 4 - index] : [index, 10],
    }),
  );

  test('have a Pareto front: the trials that no other beats in all of them', () => {
    const { basis, answer } = ask(SPACE, pairs, { kind: 'summary' });
    expect(basis.objectives).toBe(2);
    expect(expectKind(answer, 'summary').pareto).toEqual({ trials: ['1', '2', '3', '4', '5'], size: 5 });
  });

  test('are analysed one by one', () => {
    const { answer } = ask(SPACE, pairs, { kind: 'summary' }, { objective: 1 });
    const { names, rho } = expectKind(answer, 'summary').correlation;
    expect(rho[names.indexOf('x')]?.at(-1)).toBeGreaterThan(0);
  });
});
