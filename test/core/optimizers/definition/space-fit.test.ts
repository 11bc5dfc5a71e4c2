import { describe, expect, it } from 'vitest';
import type { SearchSpace } from '#core/contract/space.ts';
import { unusedNotes } from '#core/optimizers/definition/space-fit.ts';
import { OPTIMIZERS, resolveOptimizer } from '#core/optimizers/registry.ts';
import { definitionOf } from '#test/core/optimizers/definition-of.ts';
import { float, integer } from '#test/core/space/parameters.ts';

const RATE = float(0, 1, { name: 'rate', prior: 0.5, prior_confidence: 'low' });
const EPOCHS = integer(1, 9, { name: 'epochs', is_fidelity: true });
const NOTHING = { fidelity: false, priors: false };

describe('the note on what an optimizer does not use of a space', () => {
  it('names optimizers that would use the priors where no argument makes this one use them', () => {
    const notes = unusedNotes(definitionOf('bayesian_optimization').info, NOTHING, {
      space: [RATE],
      known: OPTIMIZERS,
    });
    expect(notes.map(({ message }) => message)).toEqual([
      '`bayesian_optimization` makes no use of the priors of `rate`. They would be used by pibo.',
    ]);
  });

  it('names no optimizer that the space could not serve', () => {
    const space = [{ ...RATE, prior: null, prior_confidence: null }, EPOCHS];
    const [note] = unusedNotes(definitionOf('grid_search').info, NOTHING, { space, known: OPTIMIZERS });
    expect(note?.message).toMatch(/by successive_halving, hyperband, asha, async_hb, mobster\.$/);
  });

  it('says nothing of a space that has nothing to use', () => {
    expect(
      unusedNotes(definitionOf('random_search').info, NOTHING, { space: [float(0, 1)], known: OPTIMIZERS }),
    ).toEqual([]);
  });
});

describe('sample_prior_first', () => {
  const notes = (name: string, space: SearchSpace, wish: boolean | string) =>
    resolveOptimizer(space, { kind: 'named', name, arguments: { sample_prior_first: wish } }).problems.map(
      ({ severity, message }) => [severity, message],
    );

  it.each([
    ['asha', [float(0, 1), EPOCHS], true],
    ['successive_halving', [float(0, 1), EPOCHS], 'highest_fidelity'],
    ['bayesian_optimization', [float(0, 1)], true],
  ])('of %s is noted to do nothing in a space without priors', (name, space, wish) => {
    expect(notes(name, space, wish)).toEqual([
      ['note', `\`sample_prior_first\` of \`${name}\` does nothing: no parameter of the space has a prior.`],
    ]);
  });

  it('is not noted where it does something, or was not asked for', () => {
    expect(notes('asha', [RATE, EPOCHS], true)).toEqual([]);
    expect(notes('asha', [float(0, 1), EPOCHS], false)).toEqual([]);
  });
});
