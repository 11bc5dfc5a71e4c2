import { describe, expect, it } from 'vitest';
import type { FloatParameter, IntegerParameter } from '#core/contract/space.ts';
import { collectSections, parameterOf, sectionOf } from '#renderer/features/new-run/collect.ts';
import { axisTicks, priorCurve } from '#renderer/features/new-run/space/axis.ts';
import { spaceRows } from '#renderer/features/new-run/space/space-rows.ts';
import { startRefusal } from '#renderer/features/new-run/start-state.ts';
import { TEMPLATES } from '#renderer/features/new-run/templates.ts';
import { demoCheck } from '../../support/demo-check.ts';
import { DEMO_YAML } from '../../support/demo-files.ts';

function check(text: string) {
  return demoCheck({ text, file: null, samples: 20 });
}

describe('the form', () => {
  it('has a section for every part, with what it says in a line', () => {
    const sections = collectSections(check(DEMO_YAML));
    expect(sections.map(({ title, summary }) => [title, summary])).toEqual([
      ['Pipeline', 'train.py:train'],
      ['Search space', '7 parameters'],
      ['Optimizer', 'Random search'],
      ['Budget', '100 evaluations, cost 24'],
      ['Errors', 'Record and go on'],
      ['Workers', 'Chosen at the start'],
    ]);
  });

  it('shows settings in words beside their keys', () => {
    const budget = collectSections(check(DEMO_YAML)).find((section) => section.id === 'budget');
    expect(budget?.rows).toContainEqual({
      key: 'max_evaluations_total',
      label: 'Evaluations',
      value: '100',
      input: 'number',
    });
    expect(budget?.rows).toContainEqual({
      key: 'incumbent.max_duration',
      label: 'Time',
      value: 'none',
      input: 'quantity',
    });
  });

  it.each([
    ['pipeline_space.width.lower', 'space'],
    ['optimizer.eta', 'optimizer'],
    ['optimiser', 'optimizer'],
    ['max_evaluations_total', 'budget'],
    ['incumbent.max_duration', 'budget'],
    ['max_evaluation_total', 'budget'],
    ['ignore_errors', 'errors'],
    ['incumbent.heartbeat', 'workers'],
    ['evaluate_pipeline', 'pipeline'],
    [null, 'pipeline'],
  ])('puts a problem about %s into %s', (path, section) => {
    expect(sectionOf({ path, code: 'other' })).toBe(section);
  });

  it.each([
    ['pipline_space', 'space'],
    ['root_directoy', 'pipeline'],
    ['ignore_error', 'errors'],
    ['max_duration', 'budget'],
    ['sead', 'workers'],
  ] as const)('puts the misspelt %s where what it means belongs', (path, section) => {
    expect(sectionOf({ path, code: 'unknown-key' })).toBe(section);
  });

  it('puts a missing budget into budget, though it is about the text as a whole', () => {
    expect(sectionOf({ path: null, code: 'no-budget' })).toBe('budget');
  });

  it('keeps a broken parameter in its place in the table', () => {
    const text = DEMO_YAML.replace('lower: 1.0e-6', 'lower: -1.0');
    const report = check(text);
    const problems = report.problems.filter((problem) => problem.severity === 'error');
    const rows = spaceRows(report.space ?? [], problems, text);
    expect(rows.map((row) => row.name)).toEqual([
      'learning_rate',
      'weight_decay',
      'momentum',
      'batch_size',
      'width',
      'optimizer',
      'epochs',
    ]);
    expect(rows[1]).toMatchObject({ parameter: null });
    expect(parameterOf(problems[0] ?? { path: null })).toBe('weight_decay');
  });

  it('takes a remark on no parameter of the table for one on the space', () => {
    const { space } = check(DEMO_YAML);
    const remark = { code: 'other', message: 'Weights.', path: 'pipeline_space.hyperparameters[1]' };
    const problem = { ...remark, severity: 'note' as const, line: 1, column: 1, file: 'space.json' };
    const rows = spaceRows(space ?? [], [problem], '');
    expect(rows.at(-1)).toEqual({ name: null, parameter: null, problems: [problem] });
  });
});

describe('whether a text can be started', () => {
  const good = { report: check(DEMO_YAML), pending: false, refusal: null };

  it('is yes once it is checked and right', () => {
    expect(startRefusal(DEMO_YAML, good, false)).toBeNull();
  });

  it('is no while it is empty, unchecked, wrong, or on a host for reading', () => {
    expect(startRefusal(' ', good, false)).toContain('first');
    expect(startRefusal(DEMO_YAML, { ...good, pending: true }, false)).toBe('Checking…');
    const bad = { ...good, report: check('evaluate_pipeline: a.py:f\n') };
    expect(startRefusal('x', bad, false)).toMatch(/^Fix \d+ problems? to start$/);
    expect(startRefusal(DEMO_YAML, good, true)).toContain('reading');
  });
});

describe('templates', () => {
  const errors = (text: string) =>
    check(text)
      .problems.filter((problem) => problem.severity === 'error')
      .map(({ path }) => path);
  const [blank, ...others] = TEMPLATES;

  it.each(others.map(({ name, text }) => [name, text] as const))('%s has no error', (_name, text) => {
    expect(errors(text)).toEqual([]);
  });

  it('Blank lacks its function and its parameters alone', () => {
    expect(blank?.name).toBe('Blank');
    expect(errors(blank?.text ?? '')).toEqual(['evaluate_pipeline', 'pipeline_space']);
  });
});

describe('the axis of a parameter', () => {
  const base = {
    kind: 'float',
    name: 'a',
    log: false,
    prior: null,
    prior_confidence: null,
    is_fidelity: false,
  } as const;
  const float = (changes: Partial<FloatParameter>): FloatParameter => ({
    ...base,
    lower: 0,
    upper: 1,
    ...changes,
  });
  const integer = (changes: Partial<IntegerParameter>): IntegerParameter => ({
    ...base,
    kind: 'integer',
    lower: 0,
    upper: 1,
    ...changes,
  });

  it.each([
    ['a log range', float({ lower: 1e-4, upper: 0.1, log: true }), ['1e-4', '0.001', '0.01', '0.1']],
    ['a linear range', float({ lower: 0.8, upper: 0.99 }), ['0.8', '0.85', '0.9', '0.95', '0.99']],
    ['a log range of integers', integer({ lower: 16, upper: 64, log: true }), ['16', '32', '64']],
    ['a range without room between', integer({ lower: 1, upper: 2 }), ['1', '2']],
    ['negative bounds', float({ lower: -1, upper: 1 }), ['-1', '-0.5', '0', '0.5', '1']],
    ['twelve decades', float({ lower: 1e-12, upper: 1, log: true }), ['1e-12', '1e-9', '1e-6', '0.001', '1']],
  ])('has ticks at both ends and at round values for %s', (_name, parameter, labels) => {
    expect(axisTicks(parameter).map((tick) => tick.label)).toEqual(labels);
  });

  it('has ticks in order, apart from each other, from end to end', () => {
    const places = axisTicks(float({ lower: 1e-5, upper: 3, log: true })).map((tick) => tick.place);
    expect(places[0]).toBe(0);
    expect(places.at(-1)).toBe(1);
    for (const [index, place] of places.slice(1).entries()) {
      expect(place - (places[index] ?? 0)).toBeGreaterThan(0.1);
    }
  });

  it('has a prior whose peak is at the named value', () => {
    const curve = priorCurve(float({ prior: 0.25, prior_confidence: 'high' }), 100);
    const [place] = curve.reduce((best, point) => (point[1] > best[1] ? point : best));
    expect(place).toBeCloseTo(0.25, 2);
  });
});
