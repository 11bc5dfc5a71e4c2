import { describe, expect, test } from 'vitest';
import type { DocumentEdit } from '#core/config/edit/document-edit.ts';
import { editDocument } from '#core/config/edit/edit-document.ts';
import {
  addedParameters,
  inlinedParameters,
  parameterSource,
} from '#core/config/edit/parameters/several-parameters.ts';
import { anySpace } from '#test/core/config/any-space.ts';
import { parse, runText } from '#test/core/config/marked.ts';
import { fc } from '#test/support/fast-check.ts';

function added(text: string, ...input: Parameters<typeof addedParameters>): string {
  return edited(text, addedParameters(...input));
}

function edited(text: string, edits: readonly DocumentEdit[]): string {
  return edits.reduce((now, edit) => {
    const after = editDocument(now, edit);
    return after.kind === 'edited' ? after.text : after.reason;
  }, text);
}

const A = {
  kind: 'float',
  name: 'a',
  lower: 0.5,
  upper: 1,
  log: true,
  prior: null,
  prior_confidence: null,
} as const;

describe('a parameter in one line', () => {
  test('is read as the same, whatever it is', () => {
    fc.assert(
      fc.property(anySpace, (space) => {
        const lines = space.map((parameter) => `${parameter.name}: ${parameterSource(parameter)}`);
        expect(parse(runText(lines.join('\n'))).space).toEqual(space);
      }),
      { numRuns: 200 },
    );
  });
});

describe('parameters that come in', () => {
  const text = runText('a: [1, 2]  # mine\nb: [x, y]');
  const a = { ...A, is_fidelity: false };

  test('take the place of those with their names', () => {
    const after = added(text, [a, { ...a, name: 'c' }], ['a', 'b'], 'replace');
    expect(after).toContain('  a: {lower: 0.5, upper: 1.0, log: true}  # mine\n');
    expect(parse(after).space?.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
  });

  test('or stand behind them, under names that are free', () => {
    const after = added(text, [a, { ...a, name: 'a_2' }], ['a', 'b'], 'rename');
    expect(after).toContain('  a: [1, 2]  # mine\n');
    expect(parse(after).space?.map(({ name }) => name)).toEqual(['a', 'b', 'a_2', 'a_3']);
  });
});

describe('parameters of a file in another form', () => {
  test('take the place of its path; the lines around it stay', () => {
    const path = 'pipeline_space: space.json  # of another program\n';
    const text = `# a run\nevaluate_pipeline: train.py:train\n${path}max_evaluations_total: 9\n`;
    const after = edited(text, inlinedParameters([{ ...A, is_fidelity: false }]));
    expect(after).toBe(
      text.replace(path, 'pipeline_space:  # of another program\n  a: {lower: 0.5, upper: 1.0, log: true}\n'),
    );
  });
});
