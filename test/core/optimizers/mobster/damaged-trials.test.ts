import { describe, expect, it } from 'vitest';
import type { SearchSpace } from '#core/contract/space.ts';
import { mobster } from '#core/optimizers/mobster/mobster.ts';
import type { AskDecision } from '#core/optimizers/optimizer.ts';
import { priorbandAsha } from '#core/optimizers/priorband/priorband.ts';
import { inputAfter, simulate, success } from '#test/core/optimizers/simulate.ts';
import { float, integer } from '#test/core/space/parameters.ts';

const SPACE: SearchSpace = [
  float(0, 1, { name: 'x', prior: 0.2, prior_confidence: 'high' }),
  integer(1, 9, { name: 'epochs', is_fidelity: true }),
];

const OPTIMIZERS = {
  mobster: mobster.create(SPACE, { eta: 3, initial_design_size: 2 }),
  'priorband_asha with its model': priorbandAsha.create(SPACE, {
    eta: 3,
    early_stopping_rate: 0,
    sample_prior_first: false,
    sampler: 'gp',
  }),
};

describe.each(Object.entries(OPTIMIZERS))('%s', (_, ask) => {
  const { trials } = simulate(ask, SPACE, {
    steps: 40,
    outcome: ({ config }, step) => success((Number(config.x) - 0.7) ** 2, step),
  });
  /** Every third trial, the best among them, has lost the value of its parameter. */
  const damaged = trials.map((trial, index) =>
    index % 3 === 0 ? { ...trial, config: { epochs: 1 }, loss: -1 } : trial,
  );
  const numbers = Array.from({ length: 6 }, (_, index) => 100 + index);
  const decisions = numbers.map((number): AskDecision => {
    const others = numbers.filter((other) => other !== number);
    return ask({ ...inputAfter(damaged, number), reserved: others });
  });

  it('decides among trials whose configuration is none of the space', () => {
    expect(decisions.every(({ kind }) => kind === 'sample' || kind === 'promote')).toBe(true);
  });

  it('draws no configuration after theirs', () => {
    const drawn = decisions.flatMap((decision) => (decision.kind === 'sample' ? [decision.config.x] : []));
    expect(drawn.filter((x) => !Number.isFinite(x))).toEqual([]);
  });
});
