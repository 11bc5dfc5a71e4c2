import { describe, expect, it } from 'vitest';
import { parseRun } from '#core/config/run/parse-run.ts';
import { readConfiguration } from '#core/config/run/read-configuration.ts';
import type { SearchSpace } from '#core/contract/space.ts';

const SPACE = spaceOf(`
  learning_rate: {lower: 1e-4, upper: 1.0, log: true, prior: 0.01}
  layers: [1, 8]
  activation: [relu, tanh, "true"]
  flag: [true, false]
  batch_size: 64
  epochs: {lower: 3, upper: 27, is_fidelity: true}
`);

function spaceOf(pipeline_space: string): SearchSpace {
  const text = `evaluate_pipeline: train.py:train\nmax_evaluations_total: 1\npipeline_space:${pipeline_space}`;
  return parseRun({ text, file: null, readText: () => null }).space ?? [];
}

const COMPLETE = ['learning_rate=1e-2', 'layers=4', 'activation=tanh', 'flag=false'];

/** The findings as `[code, path]`. */
function findings(...given: readonly string[]) {
  return readConfiguration(SPACE, given).problems.map(({ code, path }) => [code, path]);
}

describe('a configuration from the command line', () => {
  it('has the order of the space, the constants, and the fidelity at its upper bound', () => {
    const { config, problems } = readConfiguration(SPACE, COMPLETE.toReversed());
    expect(problems).toEqual([]);
    expect(Object.entries(config ?? {})).toEqual([
      ['learning_rate', 0.01],
      ['layers', 4],
      ['activation', 'tanh'],
      ['flag', false],
      ['batch_size', 64],
      ['epochs', 27],
    ]);
  });

  it('may give the fidelity, the constants as they are, and whole numbers with a point', () => {
    const given = [
      ...COMPLETE.slice(0, 1),
      'layers=4.0',
      'activation=relu',
      'flag=true',
      'epochs=9',
      'batch_size=64',
    ];
    expect(readConfiguration(SPACE, given).config).toMatchObject({ layers: 4, epochs: 9, batch_size: 64 });
  });

  it('means the choice that is written so where there is one', () => {
    const given = [...COMPLETE.slice(0, 2), 'flag=true', 'activation=true'];
    expect(readConfiguration(SPACE, given).config).toMatchObject({ activation: 'true', flag: true });
  });

  it('tells every parameter that lacks a value', () => {
    const { config, problems } = readConfiguration(SPACE, ['layers=4']);
    expect(config).toBeNull();
    expect(problems.map(({ code, path }) => [code, path])).toEqual([
      ['missing-key', 'learning_rate'],
      ['missing-key', 'activation'],
      ['missing-key', 'flag'],
    ]);
  });

  it('names the parameter, what it must be, and what was found', () => {
    const values = ['learning_rate=2', 'layers=2.5', 'activation=gelu', 'flag=1'];
    const { problems } = readConfiguration(SPACE, values);
    expect(problems.map(({ message }) => message)).toEqual([
      '`learning_rate` must be a number between 0.0001 and 1; found 2.',
      '`layers` must be an integer between 1 and 8; found 2.5.',
      '`activation` must be one of "relu", "tanh", "true"; found "gelu".',
      '`flag` must be one of true, false; found 1.',
    ]);
    expect(problems.map(({ path }) => path)).toEqual(['learning_rate', 'layers', 'activation', 'flag']);
  });

  it('refuses what is no parameter, no assignment, no value, and what is there twice', () => {
    expect(findings(...COMPLETE, 'learning_rates=1')).toEqual([['unknown-key', 'learning_rates']]);
    expect(findings(...COMPLETE, 'layers')).toEqual([['set-form', 'layers']]);
    expect(findings(...COMPLETE, 'layers=5')).toEqual([['key-twice', 'layers']]);
    expect(findings(...COMPLETE, 'epochs=')).toEqual([['wrong-type', 'epochs']]);
    expect(findings(...COMPLETE, 'epochs=[1]')).toEqual([['wrong-type', 'epochs']]);
    expect(findings(...COMPLETE, 'batch_size=32')).toEqual([['out-of-range', 'batch_size']]);
    expect(findings(...COMPLETE, 'epochs="a')).toEqual([['yaml-syntax', 'epochs']]);
  });
});
