import { describe, expect, it } from 'vitest';
import { examine } from '#core/optimizers/conformance/conformance.ts';
import { decisionProblems } from '#core/optimizers/conformance/parallel.ts';
import { inputAfter, simulate, success } from '#core/optimizers/conformance/simulate.ts';
import { checkArguments, type GivenArguments } from '#core/optimizers/definition/optimizer-arguments.ts';
import { refusalOf } from '#core/optimizers/definition/space-fit.ts';
import { searchable } from '#core/space/roles.ts';
import { searchSpace } from '#test/core/space/arbitrary-space.ts';
import { float, integer } from '#test/core/space/parameters.ts';
import { fc } from '#test/support/fast-check.ts';
import { definitionOf } from './definition-of.ts';

/** Every optimizer in each of its ways of working; with a small initial design, so that models come to decide. */
const ROWS: readonly { readonly name: string; readonly given: GivenArguments }[] = [
  { name: 'random_search', given: {} },
  { name: 'random_search', given: { use_priors: true, ignore_fidelity: false } },
  { name: 'grid_search', given: { size_per_numerical_hp: 3 } },
  { name: 'bayesian_optimization', given: { initial_design_size: 3 } },
  { name: 'bayesian_optimization_cost_aware', given: { initial_design_size: 3 } },
  { name: 'pibo', given: { initial_design_size: 3, sample_prior_first: true } },
  { name: 'successive_halving', given: { sample_prior_first: 'highest_fidelity' } },
  { name: 'successive_halving_prior', given: { early_stopping_rate: 1 } },
  { name: 'hyperband', given: { eta: 4 } },
  { name: 'hyperband_prior', given: { sample_prior_first: true } },
  { name: 'asha', given: { eta: 2, early_stopping_rate: 1, sample_prior_first: true } },
  { name: 'asha_prior', given: {} },
  { name: 'async_hb', given: { sample_prior_first: true } },
  { name: 'async_hb_prior', given: {} },
  { name: 'priorband', given: {} },
  { name: 'priorband', given: { sample_prior_first: true, sampler: 'gp' } },
  { name: 'priorband_sh', given: {} },
  { name: 'priorband_asha', given: {} },
  { name: 'priorband_async', given: {} },
  { name: 'mobster', given: { initial_design_size: 2 } },
];

/** Those that think long: fewer decisions are enough to see how they decide. */
function thinks(given: GivenArguments): boolean {
  return 'initial_design_size' in given || given.sampler === 'gp';
}

const PATIENCE = { timeout: 600_000 };

describe.each(ROWS)('$name with $given', ({ name, given }) => {
  const definition = definitionOf(name);
  const steps = thinks(given) ? 10 : 40;
  const { checks, refused } = examine(definition, given, steps);

  it.each([...checks])('$title', PATIENCE, ({ run }) => {
    expect(run().problems).toEqual([]);
  });

  it('refuses the spaces that lack what it needs, and no other', () => {
    const { needs_fidelity, needs_prior } = definition.info;
    expect(refused.some(({ space }) => space === 'of one parameter')).toBe(needs_fidelity || needs_prior);
    expect(refused.some(({ space }) => space === 'of one parameter with a prior and a fidelity')).toBe(false);
  });

  it('stays in any space that it does not refuse', PATIENCE, () => {
    const property = fc.property(searchSpace, fc.maxSafeInteger(), (space, seed) => {
      fc.pre(refusalOf(definition, space) === null);
      const { values } = checkArguments(definition.info, given, searchable(space).length);
      const run = {
        steps: thinks(given) ? 5 : 10,
        outcome: (_: unknown, step: number) => success(step % 3, step),
        seed,
      };
      const { trials, decisions } = simulate(definition.create(space, values), space, run);
      const problems = decisions.flatMap((decision, index) =>
        decisionProblems(decision, space, trials.slice(0, index)),
      );
      expect(problems).toEqual([]);
    });
    fc.assert(property, { numRuns: thinks(given) ? 10 : 100 });
  });

  it('follows the seed, unless it draws nothing', () => {
    const rate = float(0, 1, { name: 'rate', prior: 0.5, prior_confidence: 'low' });
    const space = [rate, integer(1, 27, { name: 'epochs', is_fidelity: true })];
    const { values } = checkArguments(definition.info, given, 1);
    const ask = definition.create(space, values);
    // The first trial may be the configuration of all priors.
    const [first] = simulate(ask, space, { steps: 1, outcome: () => success(1, 1) }).trials;
    const second = [1, 2].map((seed) => JSON.stringify(ask(inputAfter(first ? [first] : [], 2, seed))));
    expect(second[0] === second[1]).toBe(name === 'grid_search');
  });
});
