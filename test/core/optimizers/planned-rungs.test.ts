import { describe, expect, test } from 'vitest';
import { parseRun } from '#core/config/run/parse-run.ts';
import { plannedRungs, resolveOptimizer } from '#core/optimizers/registry.ts';
import { float, integer } from '#test/core/space/parameters.ts';

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

describe('arguments that leave few rungs', () => {
  const EPOCHS = integer(1, 27, { name: 'epochs', is_fidelity: true });
  const RATE = float(0, 1, { name: 'rate', prior: 0.5, prior_confidence: 'low' });
  const resolved = (name: string, given: Readonly<Record<string, number>>, fidelity = EPOCHS) => {
    const { resolved: optimizer, problems } = resolveOptimizer([RATE, fidelity], {
      kind: 'named',
      name,
      arguments: given,
    });
    return { optimizer, problems: problems.filter(({ code }) => code !== 'optimizer-ignores-priors') };
  };

  test.each(['successive_halving', 'successive_halving_prior', 'asha', 'asha_prior'])(
    'are an error if early_stopping_rate of %s skips every rung',
    (name) => {
      const { optimizer, problems } = resolved(name, { early_stopping_rate: 9 });
      expect(optimizer).toBeNull();
      expect(problems).toEqual([
        {
          severity: 'error',
          code: 'optimizer-argument-invalid',
          message:
            `\`early_stopping_rate\` of \`${name}\` must be at most 3, because \`epochs\` from 1 to 27 has 4 rungs ` +
            'with `eta: 3` and one must stay; found 9.',
          argument: 'early_stopping_rate',
        },
      ]);
      expect(resolved(name, { early_stopping_rate: 2 }).problems).toEqual([]);
    },
  );

  test('are a warning if early_stopping_rate leaves the highest rung alone', () => {
    const { optimizer, problems } = resolved('asha', { early_stopping_rate: 3 });
    expect(optimizer?.arguments.early_stopping_rate).toBe(3);
    expect(problems).toEqual([
      {
        severity: 'warning',
        code: 'optimizer-one-rung',
        message:
          '`asha` evaluates every trial at `epochs: 27`: `early_stopping_rate: 3` leaves one of 4 rungs. Use at most 2.',
        argument: 'early_stopping_rate',
      },
    ]);
  });

  test.each(['asha', 'hyperband', 'priorband', 'mobster'])(
    'are a warning if eta of %s leaves one',
    (name) => {
      expect(resolved(name, { eta: 40 }).problems).toEqual([
        {
          severity: 'warning',
          code: 'optimizer-one-rung',
          message:
            `\`${name}\` evaluates every trial at \`epochs: 27\`: from 1 to 27 there is one rung with \`eta: 40\`. ` +
            'Use an `eta` of at most 27.',
          argument: 'eta',
        },
      ]);
      expect(resolved(name, { eta: 27 }).problems).toEqual([]);
    },
  );

  test('are a warning about the bounds if no eta gives two rungs', () => {
    const narrow = integer(10, 15, { name: 'epochs', is_fidelity: true });
    expect(resolved('hyperband', {}, narrow).problems.map(({ message }) => message)).toEqual([
      '`hyperband` evaluates every trial at `epochs: 15`: from 10 to 15 there is one rung with `eta: 3`. ' +
        'Widen the bounds of `epochs`.',
    ]);
  });
});
