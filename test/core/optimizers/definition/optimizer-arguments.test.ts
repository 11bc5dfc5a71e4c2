import { describe, expect, it } from 'vitest';
import type { Json } from '#core/contract/value.ts';
import { checkArguments } from '#core/optimizers/definition/optimizer-arguments.ts';
import { definitionOf } from '#test/core/optimizers/definition-of.ts';

function check(name: string, given: Readonly<Record<string, Json>>) {
  return checkArguments(definitionOf(name).info, given, 5);
}

describe('the check of arguments', () => {
  it('fills in defaults, with the number of parameters for ndim', () => {
    expect(check('bayesian_optimization', {})).toEqual({
      values: { initial_design_size: 5, surrogate_model: 'gp', sample_prior_first: false },
      problems: [],
    });
    expect(checkArguments(definitionOf('mobster').info, {}, 0).values).toMatchObject({
      initial_design_size: 1,
    });
  });

  it.each([
    ['hyperband', { eta: 4 }, { eta: 4 }],
    ['bayesian_optimization', { initial_design_size: 'ndim' }, { initial_design_size: 5 }],
    ['successive_halving', { sample_prior_first: true }, { sample_prior_first: true }],
    ['successive_halving', { sample_prior_first: 'true' }, { sample_prior_first: true }],
    [
      'successive_halving',
      { sample_prior_first: 'highest_fidelity' },
      { sample_prior_first: 'highest_fidelity' },
    ],
    ['priorband', { sampler: 'gp' }, { sampler: 'gp' }],
    ['grid_search', { size_per_numerical_hp: 1 }, { size_per_numerical_hp: 1 }],
  ] as const)('takes for %s the arguments %j', (name, given, expected) => {
    const { values, problems } = check(name, given);
    expect(problems).toEqual([]);
    expect(values).toMatchObject(expected);
  });

  it.each([
    ['hyperband', 'eta', 1, 'an integer of at least 2'],
    ['hyperband', 'eta', 2.5, 'an integer of at least 2'],
    ['hyperband', 'eta', '3', 'an integer of at least 2'],
    ['hyperband', 'eta', null, 'an integer of at least 2'],
    ['hyperband', 'sample_prior_first', 'highest_fidelity', 'true or false'],
    ['asha', 'early_stopping_rate', -1, 'an integer of at least 0'],
    ['grid_search', 'size_per_numerical_hp', 5e9, 'an integer from 1 to 100000'],
    ['grid_search', 'size_per_numerical_hp', 0, 'an integer from 1 to 100000'],
    ['pibo', 'initial_design_size', 0, 'an integer of at least 1 or ndim'],
    ['pibo', 'surrogate_model', 'forest', 'one of gp'],
    ['successive_halving', 'sample_prior_first', 1, 'one of false, true, highest_fidelity'],
    ['successive_halving', 'sample_prior_first', ['true'], 'one of false, true, highest_fidelity'],
  ] as const)('refuses for %s that %s is %j', (name, argument, value, expected) => {
    expect(check(name, { [argument]: value }).problems).toEqual([
      {
        severity: 'error',
        code: 'optimizer-argument-invalid',
        argument,
        message: `\`${argument}\` of \`${name}\` must be ${expected}; found ${JSON.stringify(value)}.`,
      },
    ]);
  });

  it('takes no inherited property for an argument', () => {
    expect(check('hyperband', JSON.parse('{"__proto__": 3}')).problems).toMatchObject([
      { code: 'optimizer-argument-unknown', argument: '__proto__' },
    ]);
  });
});
