import { describe, expect, it } from 'vitest';
import { changedTexts } from '#renderer/features/run/live/branch/branch-with.ts';

const TEXT = `evaluate_pipeline: train.py:train
pipeline_space:
  rate: {lower: 1e-4, upper: 0.1, log: true, prior: 0.05, prior_confidence: low} # kept
  batch: [32, 64, 512]
  layers: [1, 8]
root_directory: results/run
`;

describe('a text with another range', () => {
  const changed = (
    change: Parameters<typeof changedTexts>[1],
    texts = { text: TEXT, space: null as string | null },
  ) => changedTexts(texts, change);

  it('has the new bound in its place, and no prior that lies outside', () => {
    const next = changed({ kind: 'bound', parameter: 'rate', bound: 'upper', value: 0.01 });
    expect(next?.text).toContain('upper: 0.01');
    expect(next?.text).not.toContain('prior');
    expect(next?.text).toContain('# kept');
    const kept = changed({ kind: 'bound', parameter: 'rate', bound: 'lower', value: 1e-6 });
    expect(kept?.text).toContain('prior: 0.05');
  });

  it('keeps integers integers', () => {
    const next = changed({ kind: 'bound', parameter: 'layers', bound: 'upper', value: 6 });
    expect(next?.text).toMatch(/layers: \[1, 6\]/);
  });

  it('leaves out choices, and says that they are some where two numbers would be a range', () => {
    const next = changed({ kind: 'choices', parameter: 'batch', choices: [32, 64] });
    expect(next?.text).toContain('batch: {choices: [32, 64]}');
  });

  it('changes the space file where the space is in one', () => {
    const texts = { text: 'pipeline_space: space.yaml\n', space: 'x: [0.0, 1.0]\n' };
    const next = changed({ kind: 'bound', parameter: 'x', bound: 'upper', value: 0.5 }, texts);
    expect(next).toEqual({ text: texts.text, space: 'x: [0.0, 0.5]\n' });
  });

  it('is none where the text does not name the parameter', () => {
    expect(changed({ kind: 'bound', parameter: 'other', bound: 'upper', value: 1 })).toBeNull();
  });
});
