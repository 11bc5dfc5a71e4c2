import { describe, expect, it } from 'vitest';
import { optimizerOfferSchema } from '#core/contract/optimizers/optimizers.ts';
import { integerArgument } from '#core/optimizers/definition/arguments.ts';
import { catalogueOf } from '#core/optimizers/definition/catalogue.ts';
import type { OptimizerDefinition } from '#core/optimizers/optimizer.ts';
import { OPTIMIZERS } from '#core/optimizers/registry.ts';
import { sampleUniform } from '#core/space/sampling.ts';
import { inputAfter } from '#test/core/optimizers/simulate.ts';
import { float } from '#test/core/space/parameters.ts';

/** An optimizer that stands in this file alone: the recipe of CONTRIBUTING.md, "An optimizer", followed to the letter. */
const luckyDraw: OptimizerDefinition = {
  info: {
    name: 'lucky_draw',
    title: 'Lucky draw',
    summary: 'Draws several configurations and keeps the last.',
    needs_fidelity: false,
    needs_prior: true,
    arguments: [integerArgument('draws', { default: 2, minimum: 1, description: 'How many are drawn.' })],
  },
  aliases: ['lucky'],
  uses: () => ({ fidelity: false, priors: true }),
  create:
    (space, { draws }) =>
    (input) => {
      const all = Array.from({ length: Number(draws) }, () => sampleUniform(space, input.rng));
      return { kind: 'sample', config: all.at(-1) ?? {}, bracket: null, rung: null, fidelity: null };
    },
};

const CATALOGUE = catalogueOf([...OPTIMIZERS, luckyDraw]);
const SPACE = [float(0, 1, { name: 'rate', prior: 0.5, prior_confidence: 'low' })];

function resolve(name: string, given: Readonly<Record<string, number>> = {}) {
  return CATALOGUE.resolve(SPACE, { kind: 'named', name, arguments: given });
}

describe('an optimizer that is one definition more', () => {
  it('is found by its name and its alias', () => {
    expect(CATALOGUE.find('lucky_draw')).toBe(luckyDraw);
    expect(CATALOGUE.find('lucky')).toBe(luckyDraw);
    expect(resolve('lucky_drew').problems[0]?.message).toContain('Did you mean `lucky_draw`?');
  });

  it('has a row in the form, with its arguments, after the others', () => {
    const offers = CATALOGUE.offers(SPACE);
    expect(offers).toHaveLength(OPTIMIZERS.length + 1);
    expect(optimizerOfferSchema.parse(offers.at(-1))).toEqual({
      info: luckyDraw.info,
      aliases: ['lucky'],
      refusal: null,
    });
  });

  it('is refused if the space lacks what it needs', () => {
    expect(CATALOGUE.offers([float(0, 1)]).at(-1)?.refusal).toBe(
      '`lucky_draw` needs a prior; no parameter of the space has one.',
    );
  });

  it('has its arguments checked and filled in', () => {
    expect(resolve('lucky').resolved).toMatchObject({ name: 'lucky_draw', arguments: { draws: 2 } });
    expect(resolve('lucky_draw', { draws: 0 }).problems[0]?.message).toBe(
      '`draws` of `lucky_draw` must be an integer of at least 1; found 0.',
    );
  });

  it('is named by others as one that would use the priors', () => {
    expect(
      resolve('grid_search')
        .problems.map(({ message }) => message)
        .join(),
    ).toContain('lucky_draw');
  });

  it('decides in a run', () => {
    const ask = CATALOGUE.createAsk({ name: 'lucky_draw', arguments: { draws: 3 }, reason: '' }, SPACE);
    expect(ask(inputAfter([], 1))).toMatchObject({ kind: 'sample' });
  });
});
