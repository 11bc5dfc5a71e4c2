import { describe, expect, it } from 'vitest';
import { parseRun } from '#core/config/run/parse-run.ts';
import { templateOfRun } from '#core/config/run/run-template.ts';
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

describe('the template of a run', () => {
  it('is the text of its latest launch that had one, with that of its space file', () => {
    const resumed: Launch = { ...LAUNCH, yaml: '', file: null };
    expect(templateOfRun({ facts: FACTS, launches: [LAUNCH, resumed] })).toEqual({
      text: 'pipeline_space: space.yaml\n',
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
