import { describe, expect, test } from 'vitest';
import { createReport } from '#core/config/document/report.ts';
import { readConfigSpace } from '#core/config/exchange/configspace/read-configspace.ts';
import { writeConfigSpace } from '#core/config/exchange/configspace/write-configspace.ts';
import { readSpace } from '#core/config/space/read-space.ts';
import { fc } from '#test/support/fast-check.ts';
import { anySpace } from '../any-space.ts';

function read(text: string) {
  const report = createReport('space.json');
  const node = readConfigSpace({ text, file: 'space.json', path: 'pipeline_space' }, report);
  const space = node === null ? null : (readSpace(node, { isPython: true, report })?.space ?? null);
  return { space, problems: report.problems() };
}

function of(...hyperparameters: readonly object[]): string {
  return JSON.stringify({ name: 's', hyperparameters, conditions: [], forbiddens: [] }, null, 2);
}

const A = { type: 'uniform_float', name: 'a', lower: 0.0001, upper: 0.1, default_value: 0.01, log: true };
const RANGE = { log: false, prior: null, prior_confidence: null, is_fidelity: false };

describe('a space that ConfigSpace wrote', () => {
  test('has uniform ranges, choices and constants as they are', () => {
    const { space, problems } = read(
      of(
        { ...A, meta: null },
        { type: 'uniform_int', name: 'b', lower: 1, upper: 8, default: 4, log: false, q: null },
        { type: 'categorical', name: 'c', choices: ['x', 1, true], weights: null, default_value: 'x' },
        { type: 'constant', name: 'd', value: '1e-3' },
      ),
    );
    expect(problems).toEqual([]);
    expect(space).toEqual([
      { kind: 'float', name: 'a', lower: 0.0001, upper: 0.1, ...RANGE, log: true },
      { kind: 'integer', name: 'b', lower: 1, upper: 8, ...RANGE },
      {
        kind: 'categorical',
        name: 'c',
        choices: ['x', 1, true],
        choice_kinds: ['string', 'integer', 'boolean'],
        prior: null,
        prior_confidence: null,
      },
      { kind: 'constant', name: 'd', value: '1e-3', value_kind: 'string' },
    ]);
  });

  test.each([
    [{ type: 'normal_float', mu: 0.3, sigma: 0.25, lower: 0.0, upper: 1.0, log: false }, 0.3, 'high'],
    [{ type: 'normal_float', mu: 30, sigma: 50, lower: 0, upper: 100, log: false }, 30, 'medium'],
    [{ type: 'normal_int', mu: 3.2, sigma: 9, lower: 1, upper: 10, log: true }, 3, 'low'],
    [{ type: 'categorical', choices: ['x', 'y', 'z'], weights: [1, 6, 1] }, 'y', 'high'],
  ])('means a prior by %j, and a note says so', (fields, prior, prior_confidence) => {
    const { space, problems } = read(of({ name: 'a', ...fields }));
    expect(space).toMatchObject([{ prior, prior_confidence }]);
    expect(problems).toMatchObject([{ severity: 'note', code: 'space-json-note' }]);
    expect(problems[0]?.message).toContain(`prior ${prior} with ${prior_confidence} confidence`);
  });

  test('has no prior where no weight stands out', () => {
    const { space, problems } = read(
      of({ type: 'categorical', name: 'a', choices: ['x', 'y', 'z'], weights: [2, 2, 1] }),
    );
    expect(space).toMatchObject([{ prior: null }]);
    expect(problems[0]?.message).toContain('no single choice stands out');
  });

  test('has its ordinals as categoricals, with a note at the type', () => {
    const { space, problems } = read(of({ type: 'ordinal', name: 'a', sequence: [1, 2, 4] }));
    expect(space).toMatchObject([{ kind: 'categorical', choices: [1, 2, 4] }]);
    expect(problems).toMatchObject([{ severity: 'note', line: 5, column: 15 }]);
    expect(problems[0]?.message).toContain('`a` is ordinal');
  });

  test.each([
    ['a quantized range', { ...A, q: 0.1 }, 11, 'quantization'],
    ['a beta distribution', { type: 'beta_float', name: 'a', alpha: 1 }, 5, '`beta_float`'],
    ['a normal one without bounds', { type: 'normal_float', name: 'a', mu: 1, sigma: 1 }, 4, '`lower`'],
    ['an object without a name', { type: 'constant', value: 1 }, 4, '`name`'],
  ])('is refused for %s', (_, hyperparameter, line, word) => {
    const problem = read(of(hyperparameter)).problems.find((each) => each.line === line);
    expect(problem).toMatchObject({ severity: 'error', file: 'space.json' });
    expect(problem?.message).toContain(word);
  });

  test('is refused for each condition and forbidden clause, by name', () => {
    const text = JSON.stringify({
      hyperparameters: [A],
      conditions: [{ type: 'EQ', child: 'a', parent: 'b', value: 1 }],
      forbiddens: [{ type: 'EQUALS', name: 'a', value: 0.01 }],
    });
    expect(read(text).problems.map(({ code, message }) => [code, message])).toEqual([
      ['space-json-unsupported', 'Expected a space without conditions, found `EQ` of `a` and `b`.'],
      ['space-json-unsupported', 'Expected a space without forbidden clauses, found `EQUALS` of `a`.'],
    ]);
  });

  test.each([
    ['{}', 'a list `hyperparameters`'],
    ['{"hyperparameters": 3}', 'a list `hyperparameters`'],
    ['[1]', 'a list `hyperparameters`'],
  ])('is none in %s', (text, word) => {
    const { space, problems } = read(text);
    expect(space).toBeNull();
    expect(problems).toMatchObject([{ code: 'space-form', line: 1, severity: 'error' }]);
    expect(problems[0]?.message).toContain(word);
  });

  test('is read whether tabs or spaces indent it', () => {
    const text = JSON.stringify({ hyperparameters: [A] }, null, '\t');
    expect(read(text)).toMatchObject({ problems: [], space: [{ name: 'a' }] });
  });
});

describe('a space for ConfigSpace', () => {
  test('is read again as the same space, whatever it holds', () => {
    fc.assert(
      fc.property(anySpace, (space) => {
        const exported = writeConfigSpace(space);
        const text = exported.kind === 'exported' ? exported.text : '';
        expect(() => JSON.parse(text)).not.toThrow();
        const again = read(text);
        expect(again.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
        expect(again.space, text).toEqual(space);
      }),
      { numRuns: 300 },
    );
  });

  test('says what it can not say there', () => {
    const epochs = {
      kind: 'integer',
      name: 'epochs',
      lower: 1,
      upper: 9,
      ...RANGE,
      is_fidelity: true,
    } as const;
    const exported = writeConfigSpace([epochs]);
    expect(exported).toMatchObject({ notes: [expect.stringContaining('no fidelity: `epochs`')] });
  });
});
