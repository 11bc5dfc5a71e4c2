import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SearchSpace } from '#core/contract/space.ts';
import { withCost } from '#core/pipeline/pipeline.ts';
import { type Bench, openBench, PYTHON, python } from './support.ts';

const numerical = { log: false, prior: null, prior_confidence: null, is_fidelity: false };
const SPACE: SearchSpace = [
  { kind: 'float', name: 'ratio', lower: 0, upper: 10, ...numerical },
  { kind: 'integer', name: 'width', lower: 1, upper: 10, ...numerical },
  { kind: 'constant', name: 'batch', value: 64, value_kind: 'float' },
  {
    kind: 'categorical',
    name: 'either',
    choices: [1, 2, 'sgd', true],
    choice_kinds: ['integer', 'float', 'string', 'boolean'],
    prior: null,
    prior_confidence: null,
  },
];

describe.skipIf(PYTHON === null)('the result of a Python function (needs Python)', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await openBench(SPACE);
  });
  afterEach(() => bench.close());

  const evaluate = (name: string, config: Record<string, number | string | boolean> = { x: 3 }) =>
    bench.evaluate(bench.host(python('results.py', name)), config);

  test('may be a number', async () => {
    expect(await evaluate('number')).toEqual({
      kind: 'result',
      loss: 6,
      cost: null,
      learningCurve: null,
      extra: null,
      extraFloats: null,
    });
  });

  test('keeps the kinds of numbers on the way to the arguments', async () => {
    const outcome = await evaluate('kinds', { ratio: 8, width: 8, batch: 64, either: 2 });
    expect(outcome).toMatchObject({
      extra: { ratio: 'float', width: 'int', batch: 'float', either: 'float' },
    });
    const other = await evaluate('kinds', { ratio: 1e-5, width: 1, batch: 64, either: true });
    expect(other).toMatchObject({ extra: { ratio: 'float', width: 'int', either: 'bool' } });
  });

  test('may be a dict with cost, learning curve and more', async () => {
    expect(await evaluate('everything')).toEqual({
      kind: 'result',
      loss: 3,
      cost: 1.5,
      learningCurve: [3, 2.5, Number.NaN],
      extra: { where: 'a/b', missing: 'Infinity', 3: [1, 2] },
      extraFloats: [2, 1],
    });
  });

  test('may call the loss objective_to_minimize, and keeps keys that mean nothing here', async () => {
    expect(await evaluate('alias')).toMatchObject({ loss: 3, extra: { accuracy: 0.5 } });
    expect(await evaluate('both')).toMatchObject({ kind: 'error', error: { type: 'InvalidResult' } });
  });

  test('may be NaN or infinite', async () => {
    expect(await evaluate('not_a_number')).toMatchObject({ kind: 'result', loss: Number.NaN });
    expect(await evaluate('infinite')).toMatchObject({ kind: 'result', loss: Number.NEGATIVE_INFINITY });
  });

  test('may be a scalar of a numerical library', async () => {
    expect(await evaluate('scalar', { x: 0.25 })).toMatchObject({ loss: 0.25, cost: 2 });
  });

  test('may come from an async function', async () => {
    expect(await evaluate('later')).toMatchObject({ kind: 'result', loss: 3 });
  });

  test.each([
    ['nothing', 'it returned None', 'Is a `return` missing?'],
    ['string', "it returned a str ('0.25')", 'return float(loss)'],
    ['boolean', 'it returned a bool (True)', 'return float(loss)'],
    ['a_list', 'it returned a list ([0.1, 0.2])', 'Return one loss'],
    ['no_loss', 'it returned a dict with `accuracy`, `cost`', 'Add `loss`'],
    ['none_loss', 'it returned a dict with `loss`', 'Add `loss`'],
    ['text_loss', "it returned a dict whose `loss` is a str ('low')", 'must be one number'],
    ['bad_cost', 'cost', 'must be a finite number'],
    ['bad_curve', 'learning_curve', 'must be a list of numbers'],
  ])('says of %s what was returned and what to return', async (name, found, advice) => {
    const outcome = await evaluate(name);
    expect(outcome).toMatchObject({ kind: 'error', error: { type: 'InvalidResult', traceback: '' } });
    const message = outcome.kind === 'error' ? outcome.error.message : '';
    expect(message).toContain(found);
    expect(message).toContain(advice);
  });

  test('counts the cost of a result without a loss', async () => {
    expect(await evaluate('no_loss')).toMatchObject({ kind: 'error', cost: 4 });
  });

  test('keeps what JSON cannot carry as its repr, with a note in the log', async () => {
    const outcome = await evaluate('odd_extra');
    expect(outcome).toMatchObject({
      kind: 'result',
      extra: { model: '<Model of two layers>', set: [1], huge: String(2n ** 60n), bad: '\\ud800' },
    });
    expect(await bench.log()).toContain('extra.model is a results.Model, which JSON cannot carry');
  });

  test('needs a cost where the run has max_cost_total', async () => {
    const without = withCost(bench.host(python('results.py', 'number')), () => true);
    const outcome = await bench.evaluate(without, { x: 1 });
    expect(outcome).toMatchObject({ kind: 'error', error: { type: 'InvalidResult' } });
    expect(outcome.kind === 'error' && outcome.error.message).toContain('max_cost_total');
    const withIt = withCost(bench.host(python('results.py', 'everything')), () => true);
    expect(await bench.evaluate(withIt, { x: 1 })).toMatchObject({ kind: 'result', cost: 1.5 });
  });
});
