import { describe, expect, it } from 'vitest';
import { readNode } from '#core/config/document/read-document.ts';
import { editDocument } from '#core/config/edit/edit-document.ts';
import { parameterDrafts } from '#core/config/edit/parameters/parameter-draft.ts';
import { parameterRemedies } from '#core/config/edit/parameters/remedies.ts';
import { errorsOf, parse, runText } from '#test/core/config/marked.ts';

/** The text with its one error, mended in each way that is offered, with what that is called. */
function mended(source: string): readonly (readonly [string, string])[] {
  const text = runText(`x: ${source}\ny: [0.0, 1.0]`);
  const [problem] = errorsOf(parse(text));
  const [draft] = parameterDrafts(readNode(text)) ?? [];
  if (problem === undefined || draft === undefined) {
    throw new Error(`There is nothing to mend in ${source}`);
  }
  return parameterRemedies(draft, problem).map(({ words, edits }) => {
    const after = edits.reduce((now, edit) => {
      const result = editDocument(now, edit);
      return result.kind === 'edited' ? result.text : result.reason;
    }, text);
    expect(errorsOf(parse(after)), after).toEqual([]);
    return [words, /^ {2}x: (.*)$/m.exec(after)?.[1] ?? ''] as const;
  });
}

describe('what a click mends of a parameter', () => {
  it.each([
    [
      '{lower: 0.0, upper: 0.01, log: true}',
      [
        ['Set lower to 1e-6', '{lower: 1e-6, upper: 0.01, log: true}'],
        ['Switch log off', '{lower: 0.0, upper: 0.01}'],
      ],
    ],
    [
      '{lower: 0, upper: 9, log: true}',
      [
        ['Set lower to 1', '{lower: 1, upper: 9, log: true}'],
        ['Switch log off', '{lower: 0, upper: 9}'],
      ],
    ],
    [
      '{lower: 0, upper: 9, is_fidelity: true}',
      [['Set lower to 1', '{lower: 1, upper: 9, is_fidelity: true}']],
    ],
    ['[9, 1]', [['Swap the bounds', '[1, 9]']]],
    ['{lower: 0.9, upper: 0.1}', [['Swap the bounds', '{lower: 0.1, upper: 0.9}']]],
    [
      '[1, 2.5]',
      [
        ['Make both floats', '[1.0, 2.5]'],
        ['Make both integers', '[1, 3]'],
      ],
    ],
    [
      '{lower: 1, upper: 9, prior: 20, prior_confidence: high}',
      [['Take the prior out', '{lower: 1, upper: 9}']],
    ],
  ])('%s', (source, expected) => {
    expect(mended(source)).toEqual(expected);
  });

  it.each(['[2, 2]', '{lower: 1}', '[a, a]', '{lower: -2.0, upper: -1.0, log: true}'])(
    'nothing that only the person knows: %s',
    (source) => {
      expect(mended(source).filter(([words]) => words !== 'Switch log off')).toEqual([]);
    },
  );
});
