import { describe, expect, it } from 'vitest';
import { parseRun } from '#core/config/run/parse-run.ts';
import { launchedTexts, templateOfRun } from '#core/config/run/run-template.ts';
import type { Launch } from '#core/contract/run/run-view.ts';

const SPACE =
  parseRun({
    text: 'evaluate_pipeline: a.py:f\npipeline_space:\n  lr: {lower: 1.0e-4, upper: 0.1, log: true}\n  act: [relu, tanh]\n',
    file: null,
    readText: () => null,
  }).space ?? [];

const LAUNCH: Launch = {
  at: '2026-01-01T00:00:00.000Z',
  host: 'workstation',
  by: 'the app',
  version: '0.1.0',
  workers: 1,
  set: [],
  file: '/code/run.yaml',
  yaml: 'pipeline_space: space.yaml\n',
  space_file: { path: '/code/space.yaml', text: 'lr: [0.1, 0.2]\n' },
};

const FACTS = { name: 'first', space: [...SPACE], space_inferred: true, optimizer: null };

describe('the text of a launch', () => {
  const yaml = [
    '# Mine.',
    'evaluate_pipeline: train.py:train',
    'pipeline_space: {lr: [0.1, 0.2]}',
    'evaluations_to_spend: 20 # for a start',
    'optimizer: asha',
    'incumbent:',
    '  max_duration: 2h',
    '',
  ].join('\n');
  const first: Launch = { ...LAUNCH, yaml };
  const resumed = (...set: string[]): Launch => ({ ...LAUNCH, yaml: '', file: null, set });
  const texts = (...launches: Launch[]) => launchedTexts(launches).map((template) => template?.text);

  it('is the whole YAML in force: each resume changes the lines that it sets', () => {
    const longer = yaml.replace('20 #', '60 #');
    expect(
      texts(first, resumed('max_evaluations_total=60'), resumed(), resumed('incumbent.max_duration=')),
    ).toEqual([yaml, longer, longer, longer.replace('incumbent:\n  max_duration: 2h\n', 'incumbent: {}\n')]);
  });

  it('has the values that a start sets over its file', () => {
    expect(texts({ ...first, set: ['max_cost_total=7.5'] })).toEqual([`${yaml}max_cost_total: 7.5\n`]);
  });

  it('is written anew where a value has no line of its own to change', () => {
    const [text = ''] = texts({ ...first, set: ['optimizer.eta=4'] });
    const { settings } = parseRun({ text, file: null, readText: () => null });
    expect(settings).toMatchObject({ max_evaluations_total: 20, optimizer: { arguments: { eta: 4 } } });
  });

  it('keeps what another text, with which the run is continued, leaves out', () => {
    const other = 'evaluate_pipeline: train.py:train\npipeline_space: {lr: [0.1, 0.2]}\nmax_cost_total: 9\n';
    const [, text] = texts({ ...first, set: ['incumbent.env.A=1'] }, { ...first, yaml: other });
    expect(text).toBe(`${other}evaluations_to_spend: 20\nincumbent: {max_duration: "2h", env: {A: 1}}\n`);
  });

  it('is not known before the first one', () => {
    expect(texts(resumed(), first)).toEqual([undefined, yaml]);
  });
});

describe('the template of a run', () => {
  it('is the text in force after its latest launch, with that of its space file', () => {
    const resumed: Launch = { ...LAUNCH, yaml: '', file: null, set: ['max_evaluations_total=60'] };
    expect(templateOfRun({ facts: FACTS, launches: [LAUNCH, resumed] })).toEqual({
      text: 'pipeline_space: space.yaml\nmax_evaluations_total: 60\n',
      file: '/code/run.yaml',
      space: 'lr: [0.1, 0.2]\n',
    });
  });

  it('is written from what the files tell where there is no such text', () => {
    const { text } = templateOfRun({
      facts: { ...FACTS, optimizer: { name: 'hyperband', arguments: {}, reason: '' } },
      launches: [],
    });
    const { space, known, problems } = parseRun({ text, file: null, readText: () => null });
    expect(space).toEqual(SPACE);
    expect(known).toMatchObject({
      root_directory: 'results/first-again',
      max_evaluations_total: 50,
      optimizer: { name: 'hyperband' },
    });
    // What only a person knows is all that is missing.
    expect(problems.filter(({ severity }) => severity === 'error').map(({ path }) => path)).toEqual([
      'evaluate_pipeline',
    ]);
    expect(text).toContain('bounds are what the trials of that run had');
  });

  it('leaves out what is no optimizer of ours, and a space that is not known', () => {
    const { text } = templateOfRun({
      facts: { ...FACTS, space: null, optimizer: { name: 'TPESampler', arguments: {}, reason: '' } },
      launches: [],
    });
    const { space, known } = parseRun({ text, file: null, readText: () => null });
    expect([space, known.optimizer?.kind]).toEqual([null, 'auto']);
  });
});
