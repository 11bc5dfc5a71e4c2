import { describe, expect, expectTypeOf, it } from 'vitest';
import { IncumbentError } from '#core/contract/errors.ts';
import { inputAfter, simulate, success } from '#core/optimizers/conformance/simulate.ts';
import { resolveDefinition } from '#core/optimizers/definition/resolve-definition.ts';
import { refusalOf as refusal } from '#core/optimizers/definition/space-fit.ts';
import type { AskDecision, AskInput } from '#core/optimizers/optimizer.ts';
import { ownOptimizer } from '#core/optimizers/own/own-optimizer.ts';
import { createTools, type Tools } from '#core/optimizers/own/tools.ts';
import { createRng } from '#core/space/rng.ts';
import { categorical, constant, float, integer } from '#test/core/space/parameters.ts';
import type * as published from '../../../../assets/own-optimizer/incumbent-optimizer.d.ts';

const ORIGIN = { file: '/experiments/mine.ts', export: 'mine' };
const SPACE = [
  float(0, 1, { name: 'rate' }),
  constant(64, 'batch'),
  integer(1, 9, { name: 'epochs', is_fidelity: true }),
];

/** What an `ask` that answers this becomes after `trials` trials that all succeeded. */
function decided(answer: unknown, trials = 0): AskDecision {
  const random = { kind: 'sample', config: { rate: 0.5 }, rung: 0, fidelity: 1 };
  const ask = ownOptimizer(
    { create: () => (input: AskInput) => (input.number > trials ? answer : random) },
    ORIGIN,
  ).create(SPACE, {});
  const outcome = (_: unknown, step: number) => success(step, step);
  const simulation = simulate(ask, SPACE, { steps: trials, outcome });
  return ask(inputAfter(simulation.trials, trials + 1));
}

function refusalOf(act: () => unknown): { readonly code: string; readonly message: string } {
  try {
    act();
  } catch (thrown) {
    if (thrown instanceof IncumbentError) {
      return thrown.toData();
    }
    throw thrown;
  }
  return { code: 'none', message: '' };
}

describe('the form of an optimizer of the user', () => {
  it.each([
    ['nothing', undefined, 'undefined'],
    ['a function', () => null, 'a function'],
    ['an object without create', { ask: 1 }, 'an object without a function `create` (it has ask)'],
    ['a list', [], '[]'],
  ])('is refused where it is %s, with what was found', (_, exported, what) => {
    const { code, message } = refusalOf(() => ownOptimizer(exported, ORIGIN));
    expect(code).toBe('optimizer-invalid');
    expect(message).toBe(
      `Expected \`mine\` of /experiments/mine.ts to be an optimizer, an object with a function \`create\`, found ${what}.`,
    );
  });

  it.each([
    ['no list', 3, 'expected a list, found 3'],
    ['a name that YAML could not have', [{ name: 'a b' }], 'expected an object with a `name`'],
    ['an unknown type', [{ name: 'a', type: 'float' }], 'expected as `type` of `a` one of integer, number'],
    [
      'no default',
      [{ name: 'a', type: 'integer' }],
      'expected as `default` of `a` a value of its type, integer',
    ],
    ['no choices', [{ name: 'a', type: 'choice', default: 'x' }], 'expected a list of words as `choices`'],
    [
      'a default below the minimum',
      [{ name: 'a', type: 'integer', default: 0, minimum: 1 }],
      'expected as `default` of `a` at least its `minimum`, 1, found 0',
    ],
    [
      'a default above the maximum',
      [{ name: 'a', type: 'number', default: 2, maximum: 1 }],
      'expected as `default` of `a` at most its `maximum`, 1, found 2',
    ],
    [
      'a bound that is no number',
      [{ name: 'a', type: 'number', default: 2, minimum: '1' }],
      'expected as `minimum` of `a` a finite number, found "1"',
    ],
    [
      'a name twice',
      [
        { name: 'a', type: 'boolean', default: true },
        { name: 'a', type: 'integer', default: 1 },
      ],
      'expected each `name` once, found `a` twice',
    ],
  ])('is refused where its arguments have %s', (_, list, what) => {
    const { message } = refusalOf(() => ownOptimizer({ create: () => null, arguments: list }, ORIGIN));
    expect(message).toContain(what);
  });

  it('needs no more than create', () => {
    const own = ownOptimizer({ create: () => () => ({ kind: 'wait' }) }, ORIGIN);
    const { info, uses } = own;
    expect(info).toEqual({
      name: 'mine.ts:mine',
      title: 'mine.ts:mine',
      summary: 'An optimizer of your own.',
      needs_fidelity: false,
      needs_prior: false,
      arguments: [],
    });
    expect(refusal(own, SPACE)).toBeNull();
    expect(uses({})).toEqual({ fidelity: true, priors: true });
  });

  it('has its arguments checked like those of ours', () => {
    const size = { name: 'size', type: 'integer', default: 'ndim', minimum: 1 };
    const definition = ownOptimizer({ create: () => null, arguments: [size] }, ORIGIN);
    const resolve = (given: Readonly<Record<string, number>>) =>
      resolveDefinition(definition, SPACE, { given, reason: '', known: [] });
    expect(resolve({}).resolved?.arguments).toEqual({ size: 1 });
    expect(resolve({ size: 0, sise: 2 }).problems.map(({ message }) => message)).toEqual([
      '`mine.ts:mine` takes the arguments size; found `sise`. Did you mean `size`?',
      '`size` of `mine.ts:mine` must be an integer of at least 1 or ndim; found 0.',
    ]);
    const share = { name: 'share', type: 'number', default: 0.5, maximum: 1 };
    const bounded = ownOptimizer({ create: () => null, arguments: [share] }, ORIGIN);
    expect(
      resolveDefinition(bounded, SPACE, { given: { share: 2 }, reason: '', known: [] }).problems[0]?.message,
    ).toBe('`share` of `mine.ts:mine` must be a number of at most 1; found 2.');
    const without = ownOptimizer({ create: () => null }, ORIGIN);
    expect(
      resolveDefinition(without, SPACE, { given: { a: 1 }, reason: '', known: [] }).problems[0]?.message,
    ).toBe('`mine.ts:mine` takes no arguments; found `a`.');
  });

  it('is refused with its own reason, or for want of a fidelity', () => {
    const create = () => null;
    const own = ownOptimizer({ create, refuse: () => 'I like no rates.' }, ORIGIN);
    expect(refusal(own, SPACE)).toBe('I like no rates.');
    const needy = ownOptimizer({ create, needs_fidelity: true }, ORIGIN);
    expect(refusal(needy, [float(0, 1)])).toMatch(/`mine.ts:mine` needs a fidelity/);
    expect(refusal(needy, SPACE)).toBeNull();
  });
});

describe('a decision of the user', () => {
  it('has constants, fidelity and the order of the space filled in', () => {
    expect(decided({ kind: 'sample', config: { rate: 0.25 } })).toEqual({
      kind: 'sample',
      config: { rate: 0.25, batch: 64, epochs: 9 },
      bracket: null,
      rung: null,
      fidelity: 9,
    });
    const sample = decided({
      kind: 'sample',
      config: { batch: 64, rate: 1 },
      rung: 1,
      bracket: 2,
      fidelity: 3,
    });
    expect(sample).toMatchObject({ config: { epochs: 3 }, rung: 1, bracket: 2, fidelity: 3 });
    expect(Object.keys(sample.kind === 'sample' ? sample.config : {})).toEqual(['rate', 'batch', 'epochs']);
  });

  it('may promote, wait and end', () => {
    expect(decided({ kind: 'promote', from: '2_rung_0', rung: 1, fidelity: 3 }, 2)).toEqual({
      kind: 'promote',
      from: '2_rung_0',
      bracket: 0,
      rung: 1,
      fidelity: 3,
    });
    expect(decided({ kind: 'wait' })).toEqual({ kind: 'wait' });
    expect(decided({ kind: 'done', because: 'Enough.' })).toEqual({ kind: 'done', because: 'Enough.' });
  });

  it.each([
    ['nothing', undefined, 'found undefined. Is a `return` missing?'],
    ['nothing for JSON', { toJSON: () => undefined }, 'found an object that JSON can not show'],
    [
      'raising where it is looked at',
      Object.defineProperty({}, 'then', {
        get: () => {
          throw new Error('do not look');
        },
      }),
      'found an object that JSON can not show',
    ],
    [
      'raising where it is read',
      {
        get kind() {
          throw new Error('do not read');
        },
      },
      'Reading it raised Error: do not read.',
    ],
    ['a promise', Promise.resolve(1), 'found a promise. `ask` must answer at once: it can not be async.'],
    ['a configuration alone', { rate: 1 }, 'one of sample, promote, wait, done, found {"rate":1}'],
    ['no configuration', { kind: 'sample' }, 'an object as `config` of a sample, found undefined'],
    [
      'a value out of bounds',
      { kind: 'sample', config: { rate: 2 } },
      '`rate` must be a number between 0 and 1; found 2',
    ],
    ['a value of another kind', { kind: 'sample', config: { rate: '1' } }, '`rate` must be a number'],
    [
      'NaN',
      { kind: 'sample', config: { rate: Number.NaN } },
      '`rate` must be a number between 0 and 1; found NaN',
    ],
    ['a value too few', { kind: 'sample', config: {} }, '`rate` has none'],
    [
      'a value too many',
      { kind: 'sample', config: { rate: 1, x: 1 } },
      'the parameters of the space only; found `x`',
    ],
    [
      'two fidelities',
      { kind: 'sample', config: { rate: 1, epochs: 3 }, fidelity: 9 },
      'the `fidelity` 3 of the configuration, found 9',
    ],
    ['a rung between rungs', { kind: 'sample', config: { rate: 1 }, rung: 0.5 }, 'as `rung`, found 0.5'],
    [
      'an end without a reason',
      { kind: 'done' },
      'a sentence for people as `because` of done, found undefined',
    ],
    [
      'a promotion of nobody',
      { kind: 'promote', from: '7', rung: 1, fidelity: 3 },
      'as `from` of a promotion, found "7"',
    ],
    [
      'a promotion to the same rung',
      { kind: 'promote', from: '1_rung_0', rung: 0, fidelity: 3 },
      'a `rung` above',
    ],
    [
      'a promotion to no higher fidelity',
      { kind: 'promote', from: '1_rung_0', rung: 1, fidelity: 1 },
      'an integer above that of 1_rung_0, 1, and up to 9; found 1',
    ],
  ])('is refused where it is %s, by name, trial and file', (_, answer, what) => {
    const { code, message } = refusalOf(() => decided(answer, 2));
    expect(code).toBe('optimizer-failed');
    expect(message).toContain('`mine.ts:mine` answered what is no decision on trial 3.');
    expect(message).toContain(what);
    expect(message).toContain('(/experiments/mine.ts, export `mine`)');
  });

  it('can not promote a trial twice', () => {
    const promote = { kind: 'promote', from: '1_rung_0', rung: 1, fidelity: 3 };
    const sample = { kind: 'sample', config: { rate: 0.5 }, rung: 0, fidelity: 1 };
    const ask = ownOptimizer(
      { create: () => (input: AskInput) => (input.number === 1 ? sample : promote) },
      ORIGIN,
    ).create(SPACE, {});
    const outcome = (_: unknown, step: number) => success(step, step);
    expect(refusalOf(() => simulate(ask, SPACE, { steps: 3, outcome })).message).toContain(
      'a trial that none continues yet; 1_rung_0 was promoted before',
    );
  });

  it('that is an exception names what was raised and on which trial', () => {
    const ask = ownOptimizer(
      {
        create: () => () => {
          throw new TypeError('x is not a function');
        },
      },
      ORIGIN,
    ).create(SPACE, {});
    expect(refusalOf(() => ask(inputAfter([], 1))).message).toBe(
      '`mine.ts:mine` raised on trial 1: TypeError: x is not a function (/experiments/mine.ts, export `mine`)',
    );
  });
});

describe('what the user is given', () => {
  it('may be sorted in place without harm', () => {
    const own = ownOptimizer(
      {
        create: () => (input: { readonly trials: { readonly completed: { loss: number }[] } }) => {
          input.trials.completed.sort((a, b) => a.loss - b.loss);
          return { kind: 'sample', config: { rate: 0.5 } };
        },
      },
      ORIGIN,
    );
    const outcome = (_: unknown, step: number) => success(10 - step, step);
    const { trials } = simulate(own.create(SPACE, {}), SPACE, { steps: 4, outcome });
    const input = inputAfter(trials, 5);
    own.create(SPACE, {})(input);
    expect(input.trials.completed.map(({ trial }) => trial)).toEqual(['1', '2', '3', '4']);
  });

  it('leads from configurations to the unit cube and back', () => {
    const tools = createTools([
      ...SPACE,
      float(0.001, 0.1, { name: 'log', log: true }),
      categorical(['a', 'b'], { name: 'kind' }),
    ]);
    expect(tools.parameters.map(({ name }) => name)).toEqual(['rate', 'log', 'kind']);
    expect(tools.toUnit({ rate: 0.25, batch: 64, epochs: 3, log: 0.01, kind: 'b' })).toEqual([
      0.25,
      expect.closeTo(0.5, 12),
      0.75,
    ]);
    const config = tools.fromUnit([2, -1, Number.NaN]);
    expect(config).toEqual({ rate: 1, batch: 64, epochs: 9, log: expect.closeTo(0.001, 12), kind: 'b' });
    expect(tools.fromUnit(tools.toUnit(config))).toEqual(config);
    expect(tools.sample(createRng(1, 1))).toMatchObject({ batch: 64, epochs: 9 });
  });

  it('is what its published types say', () => {
    expectTypeOf<AskInput>().toExtend<published.AskInput>();
    expectTypeOf<Tools>().toExtend<published.Tools>();
    expectTypeOf<AskDecision>().toExtend<published.Decision>();
  });
});
