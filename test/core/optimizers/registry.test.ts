import { describe, expect, it } from 'vitest';
import { IncumbentError } from '#core/contract/errors.ts';
import {
  optimizerInfoSchema,
  optimizerOfferSchema,
  resolvedOptimizerSchema,
} from '#core/contract/optimizers/optimizers.ts';
import type { Json } from '#core/contract/value.ts';
import { createAsk, OPTIMIZERS, optimizerOffers, resolveOptimizer } from '#core/optimizers/registry.ts';
import { categorical, constant, float, integer } from '#test/core/space/parameters.ts';
import { inputAfter } from './simulate.ts';

const RATE = float(0, 1, { name: 'rate' });
const BELIEVED = float(0, 1, { name: 'decay', prior: 0, prior_confidence: 'low' });
const EPOCHS = integer(1, 9, { name: 'epochs', is_fidelity: true });
const RANDOM = { name: 'random_search', arguments: { use_priors: false, ignore_fidelity: true } };

function named(name: string, given: Readonly<Record<string, Json>> = {}) {
  return { kind: 'named', name, arguments: given } as const;
}

function errorOf(name: string, given: Readonly<Record<string, Json>> = {}) {
  const { resolved, problems } = resolveOptimizer([RATE], named(name, given));
  expect(resolved).toBeNull();
  return problems;
}

describe('the catalogue', () => {
  it('knows every optimizer of the manual by its name', () => {
    expect(OPTIMIZERS.map(({ info }) => info.name)).toEqual([
      'random_search',
      'grid_search',
      'bayesian_optimization',
      'bayesian_optimization_cost_aware',
      'pibo',
      'successive_halving',
      'successive_halving_prior',
      'hyperband',
      'hyperband_prior',
      'asha',
      'asha_prior',
      'async_hb',
      'async_hb_prior',
      'priorband',
      'priorband_sh',
      'priorband_asha',
      'priorband_async',
      'mobster',
    ]);
  });

  it.each([...OPTIMIZERS])(
    'describes $info.name as the contract wants it, in one sentence',
    ({ info: known }) => {
      expect(optimizerInfoSchema.parse(known)).toEqual(known);
      expect(known.summary).toMatch(/^[A-Z][^.]*\.$/);
      for (const argument of known.arguments) {
        expect(argument.description).toMatch(/^[A-Z].*\.$/);
        expect(argument.choices === null || argument.choices.includes(String(argument.default))).toBe(true);
      }
    },
  );
});

describe('an optimizer by name', () => {
  it('is resolved with all of its arguments', () => {
    const { resolved, problems } = resolveOptimizer([RATE], named('random_search', { use_priors: true }));
    expect(resolvedOptimizerSchema.parse(resolved)).toEqual({
      name: 'random_search',
      arguments: { use_priors: true, ignore_fidelity: true },
      reason: 'named in the settings',
    });
    expect(problems).toEqual([]);
  });

  it.each([...OPTIMIZERS])(
    'is there, in a space that offers all that $info.name may need',
    ({ info: { name }, aliases = [] }) => {
      for (const written of [name, ...aliases]) {
        const { resolved, problems } = resolveOptimizer([RATE, BELIEVED, EPOCHS], named(written));
        expect(resolved?.name).toBe(name);
        expect(problems.every(({ severity }) => severity === 'note')).toBe(true);
      }
    },
  );

  it.each([...OPTIMIZERS])(
    'is refused with the reason where the space has nothing for it: $info.name',
    ({ info: known }) => {
      const { resolved, problems } = resolveOptimizer([RATE], named(known.name));
      const isRefused = known.needs_fidelity || known.needs_prior;
      expect(resolved === null).toBe(isRefused);
      expect(problems.map(({ code }) => code).includes('optimizer-space-refused')).toBe(isRefused);
    },
  );

  it('is refused with the nearest known name where nobody knows it', () => {
    const [problem] = errorOf('random_serch');
    expect(problem).toMatchObject({ severity: 'error', code: 'optimizer-unknown', argument: null });
    expect(problem?.message).toBe(
      'The optimizer must be one that is known; found `random_serch`. Did you mean `random_search`?',
    );
  });
});

describe('arguments', () => {
  it('are refused where the optimizer has no such argument, with the nearest that it has', () => {
    expect(errorOf('random_search', { use_prior: true })).toEqual([
      {
        severity: 'error',
        code: 'optimizer-argument-unknown',
        argument: 'use_prior',
        message:
          '`random_search` takes the arguments use_priors, ignore_fidelity; found `use_prior`. Did you mean `use_priors`?',
      },
    ]);
  });

  it('are refused where their type is wrong, all of them together', () => {
    const problems = errorOf('random_search', { use_priors: 1, ignore_fidelity: 'true', size: 3 });
    expect(problems.map(({ argument }) => argument)).toEqual(['size', 'use_priors', 'ignore_fidelity']);
    expect(problems[2]).toMatchObject({
      code: 'optimizer-argument-invalid',
      message: '`ignore_fidelity` of `random_search` must be true or false; found "true".',
    });
  });
});

describe('an optimizer of the user', () => {
  const choice = {
    kind: 'module',
    file: '/experiments/mine.ts',
    export: 'Mine',
    arguments: { size: 3 },
  } as const;

  it('is known by file and export before its module is loaded', () => {
    expect(resolveOptimizer([RATE], choice)).toEqual({
      resolved: {
        name: 'mine.ts:Mine',
        arguments: { size: 3 },
        reason: 'your own, named in the settings',
        module: { file: '/experiments/mine.ts', export: 'Mine', code: null },
      },
      problems: [],
    });
  });

  it('takes numbers, words, true and false as arguments', () => {
    const { resolved, problems } = resolveOptimizer([RATE], { ...choice, arguments: { sizes: [1, 2] } });
    expect(resolved).toBeNull();
    expect(problems).toMatchObject([{ code: 'optimizer-argument-invalid', argument: 'sizes' }]);
    expect(problems[0]?.message).toMatch(/`sizes` is \[1,2\]/);
  });
});

describe('the automatic choice', () => {
  it.each([
    [[RATE, BELIEVED, EPOCHS], 'priorband', 'chosen because your space has a fidelity and priors'],
    [[RATE, EPOCHS], 'mobster', 'chosen because your space has a fidelity'],
    [[RATE, BELIEVED], 'pibo', 'chosen because your space has priors'],
    [[RATE], 'bayesian_optimization', 'chosen because your space has neither a fidelity nor priors'],
    [[constant(1)], 'bayesian_optimization', 'chosen because your space has neither a fidelity nor priors'],
  ])('goes by fidelity and priors, and says so: %#', (space, name, reason) => {
    expect(resolveOptimizer(space, { kind: 'auto' }).resolved).toMatchObject({ name, reason });
  });

  it('leaves neither fidelity nor priors unused', () => {
    for (const space of [[RATE], [RATE, BELIEVED], [RATE, EPOCHS], [RATE, BELIEVED, EPOCHS]]) {
      expect(resolveOptimizer(space, { kind: 'auto' }).problems).toEqual([]);
    }
  });
});

describe('notes', () => {
  it('say that the fidelity is not used, and by what it would be', () => {
    const { problems } = resolveOptimizer([RATE, EPOCHS], named('random_search'));
    expect(problems).toMatchObject([
      { severity: 'note', code: 'optimizer-ignores-fidelity', argument: null },
    ]);
    expect(problems[0]?.message).toBe(
      '`random_search` makes no use of the fidelity `epochs` and evaluates at its upper bound, 9. It would be used by ' +
        'successive_halving, hyperband, asha, async_hb, mobster.',
    );
  });

  it('say that priors are not used, and how they would be', () => {
    const { problems } = resolveOptimizer([RATE, BELIEVED], named('random_search'));
    expect(problems).toMatchObject([{ severity: 'note', code: 'optimizer-ignores-priors' }]);
    expect(problems[0]?.message).toBe(
      '`random_search` makes no use of the priors of `decay`. Set `use_priors: true` to use them.',
    );
  });

  it('fall silent where both are used', () => {
    const choice = named('random_search', { use_priors: true, ignore_fidelity: false });
    expect(resolveOptimizer([RATE, BELIEVED, EPOCHS], choice).problems).toEqual([]);
  });
});

describe('the offers of a chooser', () => {
  it('say which optimizers can use the space, and why others cannot', () => {
    const offers = new Map(optimizerOffers([RATE, constant(1)]).map((offer) => [offer.info.name, offer]));
    expect(offers.size).toBe(OPTIMIZERS.length);
    expect(optimizerOfferSchema.array().safeParse([...offers.values()]).success).toBe(true);
    expect(offers.get('random_search')).toMatchObject({ info: { title: 'Random search' }, refusal: null });
    expect(offers.get('hyperband')?.refusal).toBe(
      '`hyperband` needs a fidelity; no parameter of the space has `is_fidelity: true`.',
    );
    expect(offers.get('pibo')).toMatchObject({
      aliases: ['bayesian_optimization_prior'],
      refusal: '`pibo` needs a prior; no parameter of the space has one.',
    });
  });

  it('refuse nothing while the space can not be read', () => {
    expect(optimizerOffers(null).every(({ refusal }) => refusal === null)).toBe(true);
  });

  it('refuse nothing for a space with a fidelity and a prior', () => {
    const space = [categorical([true, false], { prior: false, prior_confidence: 'low' }), EPOCHS];
    expect(optimizerOffers(space).every(({ refusal }) => refusal === null)).toBe(true);
  });
});

describe('the optimizer of a run', () => {
  it('puts the resolved optimizer to work', () => {
    const ask = createAsk({ ...RANDOM, reason: '' }, [RATE, EPOCHS]);
    expect(ask(inputAfter([], 1))).toMatchObject({ kind: 'sample', fidelity: 9 });
  });

  it('refuses the optimizer of a newer version by name', () => {
    expect(() => createAsk({ name: 'from_the_future', arguments: {}, reason: '' }, [RATE])).toThrow(
      IncumbentError,
    );
    expect(() => createAsk({ name: 'from_the_future', arguments: {}, reason: '' }, [RATE])).toThrow(
      /from_the_future/,
    );
  });
});
