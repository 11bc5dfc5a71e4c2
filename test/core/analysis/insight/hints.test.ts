import { describe, expect, test } from 'vitest';
import { analyse } from '#core/analysis/insight/analyse.ts';
import { binomialTail } from '#core/analysis/insight/hints.ts';
import { tableOf } from '#core/analysis/trials/trial-table.ts';
import type { AnalysisHint } from '#core/contract/analysis/analysis.ts';
import type { Trial } from '#core/contract/run/trial.ts';
import type { SearchSpace } from '#core/contract/space.ts';
import { categorical, float, integer, sampled } from '../samples.ts';

function hints(space: SearchSpace, trials: readonly Trial[]): readonly AnalysisHint[] {
  const question = {
    fidelity: 'auto' as const,
    objective: 0,
    moment: null,
    want: { kind: 'summary' as const },
  };
  const { answer } = analyse(tableOf(space, trials, 1), question, () => undefined);
  return answer.kind === 'summary' ? answer.hints : [];
}

describe('hints', () => {
  test('tell that the best trials stick to a bound, with the trials', () => {
    const space = [float('rate', 1e-4, 1, { log: true }), float('other')];
    const [hint] = hints(
      space,
      sampled(space, 400, ({ rate }) => Math.log(Number(rate))),
    );
    expect(hint).toMatchObject({
      kind: 'at-bound',
      parameter: 'rate',
      bound: 'lower',
      inside: 10,
      of: 10,
      exactly: false,
    });
    expect(hint?.trials).toHaveLength(10);
  });

  test('know that the bound of a short range of integers is met often by chance', () => {
    const space = [integer('layers', 1, 3), float('x')];
    const evenly = hints(
      space,
      sampled(space, 400, ({ x }) => Number(x)),
    );
    expect(evenly.filter(({ kind }) => kind === 'at-bound')).toEqual([
      expect.objectContaining({ parameter: 'x' }),
    ]);
    const drawn = hints(
      space,
      sampled(space, 60, ({ layers }) => -Number(layers)),
    );
    expect(drawn).toContainEqual(
      expect.objectContaining({
        kind: 'at-bound',
        parameter: 'layers',
        bound: 'upper',
        value: 3,
        exactly: true,
      }),
    );
  });

  test('tell that the best trials are away from where the prior has its mass', () => {
    const prior = { prior: 0.1, prior_confidence: 'high' } as const;
    const space = [float('x', 0, 1, prior)];
    const trials = sampled(space, 200, ({ x }) => (Number(x) - 0.8) ** 2);
    expect(hints(space, trials)).toContainEqual(
      expect.objectContaining({ kind: 'prior-missed', parameter: 'x', inside: 0, of: 10, prior: 0.1 }),
    );
  });

  test('tell that a prior held', () => {
    const space = [float('x', 0, 1, { prior: 0.5, prior_confidence: 'high' })];
    const trials = sampled(space, 200, ({ x }) => (Number(x) - 0.45) ** 2);
    expect(hints(space, trials)).toContainEqual(
      expect.objectContaining({ kind: 'prior-held', parameter: 'x', inside: 10, of: 10 }),
    );
  });

  test('tell that another choice than the expected one is best', () => {
    const space = [
      categorical('kind', ['expected', 'better', 'worse'], { prior: 'expected', prior_confidence: 'high' }),
      float('x'),
    ];
    const trials = sampled(space, 120, ({ kind, x }) => (kind === 'better' ? 0 : 1) + Number(x));
    expect(hints(space, trials)).toContainEqual(
      expect.objectContaining({
        kind: 'prior-missed',
        parameter: 'kind',
        prior: 'expected',
        centre: 'better',
        inside: 0,
      }),
    );
  });

  test('name a parameter whose influence is no more than shuffled losses give', () => {
    const space = [float('x'), categorical('idle', ['a', 'b', 'c', 'd'])];
    const found = hints(
      space,
      sampled(space, 400, ({ x }) => (Number(x) - 0.5) ** 2),
    );
    expect(found.map(({ kind, parameter }) => [kind, parameter])).toEqual([['no-influence', 'idle']]);
  });

  test('look at each configuration once, however many fidelities it was evaluated at', () => {
    const space = [float('x', 0, 1), integer('epochs', 1, 9, { is_fidelity: true })];
    // One configuration at the bound, evaluated 12 times with the least losses.
    const [first, ...others] = sampled(space, 12, () => 1);
    const again = Array.from({ length: 12 }, (_, index) => ({
      ...(first as Trial),
      trial: `again_${index}`,
      config: { x: 0, epochs: 1 },
      fidelity: 1 + (index % 9),
      loss: 0,
    }));
    const spread = others.map((each, index) => ({
      ...each,
      config: { x: 0.2 + index / 20, epochs: 1 },
      fidelity: 1,
    }));
    expect(hints(space, [...again, ...spread]).filter(({ kind }) => kind === 'at-bound')).toEqual([]);
  });

  test('rest on exact binomial tails', () => {
    expect(binomialTail(9, 10, 0.05)).toBeCloseTo(10 * 0.05 ** 9 * 0.95 + 0.05 ** 10, 15);
    expect(binomialTail(0, 10, 0.3)).toBeCloseTo(1, 12);
    expect(binomialTail(6, 10, 0.2)).toBeCloseTo(0.0063693824, 9);
  });
});
