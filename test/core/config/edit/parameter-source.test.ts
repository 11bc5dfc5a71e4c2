import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { editDocument } from '#core/config/edit/edit-document.ts';
import { addedParameters, parameterSource } from '#core/config/edit/parameter-source.ts';
import { anySpace } from '../any-space.ts';
import { parse, runText } from '../marked.ts';

function added(text: string, ...input: Parameters<typeof addedParameters>): string {
  return addedParameters(...input).reduce((now, edit) => {
    const edited = editDocument(now, edit);
    return edited.kind === 'edited' ? edited.text : edited.reason;
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
