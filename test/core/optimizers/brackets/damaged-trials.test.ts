import { describe, expect, it } from 'vitest';
import type { Trial } from '#core/contract/run/trial.ts';
import { asha } from '#core/optimizers/brackets/asha.ts';
import { asynchronousHyperband } from '#core/optimizers/brackets/asynchronous-hyperband.ts';
import { hyperband } from '#core/optimizers/brackets/hyperband.ts';
import { successiveHalving } from '#core/optimizers/brackets/successive-halving.ts';
import type { Ask } from '#core/optimizers/optimizer.ts';
import { inputAfter, simulate, success } from '#test/core/optimizers/simulate.ts';
import { float, integer } from '#test/core/space/parameters.ts';

/** Rungs of 1, 3 and 9 epochs. */
const SPACE = [float(0, 1, { name: 'x' }), integer(1, 9, { name: 'epochs', is_fidelity: true })];
const ALL = { eta: 3, early_stopping_rate: 0, sample_prior_first: false };

const OPTIMIZERS: Readonly<Record<string, Ask>> = {
  successive_halving: successiveHalving.create(SPACE, ALL),
  hyperband: hyperband.create(SPACE, ALL),
  asha: asha.create(SPACE, ALL),
  async_hb: asynchronousHyperband.create(SPACE, ALL),
};

/** Some trials have lost the value of their parameter, or have one beyond the bounds; their losses are the least. */
function damage(trials: readonly Trial[]): readonly Trial[] {
  return trials.map((trial, index) => {
    const config = index % 2 === 0 ? { epochs: 1 } : { x: 7, epochs: 1 };
    return index % 9 === 4 ? { ...trial, config, loss: -1 } : trial;
  });
}

describe.each(Object.entries(OPTIMIZERS))('%s', (_, ask) => {
  const { trials } = simulate(ask, SPACE, {
    steps: 40,
    outcome: ({ config }, step) => success(Number(config.x), step),
  });
  /** What is decided after each step, were trials damaged then. */
  const decisions = trials.map((_trial, index) => {
    const known = damage(trials.slice(0, index + 1));
    return { known, decision: ask(inputAfter(known, 100)) };
  });

  it('promotes no trial whose configuration is none of the space', () => {
    const sources = decisions.flatMap(({ known, decision }) =>
      decision.kind === 'promote' ? known.filter(({ trial }) => trial === decision.from) : [],
    );
    expect(sources.length).toBeGreaterThan(0);
    expect(sources.map(({ config }) => Number(config.x)).every((x) => x >= 0 && x <= 1)).toBe(true);
  });

  it('goes on beside them', () => {
    const kinds = new Set(decisions.map(({ decision }) => decision.kind));
    expect([...kinds].sort()).toEqual(['promote', 'sample']);
  });
});
