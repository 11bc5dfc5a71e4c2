import { describe, expect, it } from 'vitest';
import { readNode } from '#core/config/document/read-document.ts';
import type { DocumentEdit } from '#core/config/edit/document-edit.ts';
import { editDocument } from '#core/config/edit/edit-document.ts';
import {
  draftKind,
  type ParameterDraft,
  parameterDrafts,
} from '#core/config/edit/parameters/parameter-draft.ts';
import {
  boundSource,
  copiedParameter,
  freeName,
  movedParameter,
  newParameter,
  renamedParameter,
  withChoices,
  withField,
  withKind,
  withoutParameter,
  withoutPrior,
} from '#core/config/edit/parameters/parameter-edits.ts';

/** A run with one parameter, `p`, as it is written behind `p:`. */
function textOf(written: string): string {
  return `evaluate_pipeline: a.py:f\npipeline_space:\n  p: ${written}\nseed: 1\n`;
}

function draftOf(written: string): ParameterDraft {
  const draft = parameterDrafts(readNode(textOf(written)))?.[0];
  if (draft === undefined) {
    throw new Error('no parameter was found');
  }
  return draft;
}

/** What stands behind `p:` after edits. */
function edited(written: string, edits: (draft: ParameterDraft) => readonly DocumentEdit[]): string {
  const text = edits(draftOf(written)).reduce((now, edit) => {
    const result = editDocument(now, edit);
    expect(result).toMatchObject({ kind: 'edited' });
    return result.kind === 'edited' ? result.text : now;
  }, textOf(written));
  return /^ {2}p:(.*)\nseed/ms.exec(text)?.[1]?.trim() ?? text;
}

describe('the drafts of the parameters of a text', () => {
  it.each([
    ['[0.0, 1.0]', 'range', 'float'],
    ['[1, 10]', 'range', 'integer'],
    ['{lower: 1, upper: 10, type: float}', 'range', 'float'],
    ['{lower: 1, type: int}', 'range', 'integer'],
    ['{lower: oops, upper: 1}', 'range', 'float'],
    ['[a, b]', 'choices', 'categorical'],
    ['[1, 2, 3]', 'choices', 'categorical'],
    ['{choices: [1, 2]}', 'choices', 'categorical'],
    ['3', 'value', 'constant'],
    ['{value: 3}', 'value', 'constant'],
    ['[[1], 2]', null, null],
    ['{choices: 3}', null, null],
  ])('tells what %s is meant to be', (written, form, kind) => {
    const draft = draftOf(written);
    expect(draft.form).toBe(form);
    expect(draftKind(draft)).toBe(kind);
  });

  it('keeps numbers as they are written and shows texts without quotes', () => {
    const draft = draftOf('{lower: 1e-5, upper: 0.10, prior: "1e-3"}');
    expect(draft.fields.get('lower')).toEqual({ source: '1e-5', shown: '1e-5' });
    expect(draft.fields.get('upper')).toEqual({ source: '0.10', shown: '0.10' });
    expect(draftOf('["yes", b c]').choices).toEqual([
      { source: '"yes"', shown: 'yes' },
      { source: 'b c', shown: 'b c' },
    ]);
  });

  it('finds no space where there is none, and an empty one where nothing is in it', () => {
    expect(parameterDrafts(readNode('seed: 1\n'))).toBeNull();
    expect(parameterDrafts(readNode('pipeline_space: space.yaml\n'))).toBeNull();
    expect(parameterDrafts(readNode('pipeline_space: [\n'))).toBeNull();
    expect(parameterDrafts(readNode('pipeline_space:\n'))).toEqual([]);
  });
});

describe('a field', () => {
  it.each([
    ['[0.0, 1.0]', 'lower', '1e-3', '[1e-3, 1.0]'],
    ['[0.0, 1.0]', 'log', 'true', '{lower: 0.0, upper: 1.0, log: true}'],
    ['{lower: 1, upper: 9}', 'prior', '3', '{lower: 1, upper: 9, prior: 3}'],
    ['{lower: 1, upper: 9, default: 2}', 'prior', '3', '{lower: 1, upper: 9, default: 3}'],
    ['[a, b]', 'prior', 'a', '{choices: [a, b], prior: a}'],
    ['3', 'value', 'text', 'text'],
    ['[0, 1]', 'lower', '""', '{lower: "", upper: 1}'],
  ] as const)('of %s: %s becomes %s', (written, field, source, expected) => {
    expect(edited(written, (draft) => withField(draft, field, source))).toBe(expected);
  });

  it('is taken out', () => {
    expect(edited('{lower: 1, upper: 9, log: true}', (draft) => withField(draft, 'log', null))).toBe(
      '{lower: 1, upper: 9}',
    );
    expect(edited('[1, 9]', (draft) => withField(draft, 'log', null))).toBe('[1, 9]');
    expect(
      edited('{lower: 1, upper: 9, prior: 2, prior_confidence: high}', (draft) => withoutPrior(draft)),
    ).toBe('{lower: 1, upper: 9}');
  });

  it('takes what a person types: numbers as they are, words in quotes where they need them', () => {
    expect(boundSource(' 1e-4 ', 'float')).toBe('1e-4');
    expect(boundSource('1', 'float')).toBe('1.0');
    expect(boundSource('1', 'integer')).toBe('1');
    expect(boundSource('yes', 'categorical')).toBe('"yes"');
    expect(boundSource("'1'", 'categorical')).toBe("'1'");
    expect(boundSource('a, b', 'categorical')).toBe('"a, b"');
  });
});

describe('choices', () => {
  it('stay in the shortest form that is still a choice', () => {
    expect(edited('[a, b]', (draft) => withChoices(draft, ['a', 'b', 'c']))).toBe('[a, b, c]');
    expect(edited('[1, 2, 3]', (draft) => withChoices(draft, ['1', '2']))).toBe('{choices: [1, 2]}');
    expect(edited('{choices: [1, 2], prior: 1}', (draft) => withChoices(draft, ['1']))).toBe(
      '{choices: [1], prior: 1}',
    );
  });
});

describe('another kind', () => {
  it.each([
    ['[1, 10]', 'float', '[1.0, 10.0]'],
    [
      '{lower: 1e-5, upper: 0.1, log: true, prior: 1e-3}',
      'integer',
      '{lower: 0, upper: 0, log: true, prior: 0}',
    ],
    [
      '{lower: 1, upper: 9, prior: 3, prior_confidence: high}',
      'float',
      '{lower: 1.0, upper: 9.0, prior: 3.0, prior_confidence: high}',
    ],
    ['[0.0, 1.0]', 'categorical', '{choices: [0.0, 1.0]}'],
    ['[16, 32, 64]', 'integer', '[16, 64]'],
    ['[relu, tanh]', 'float', '[0.0, 1.0]'],
    ['[relu, tanh]', 'constant', 'relu'],
    ['{lower: 1, upper: 9, prior: 3}', 'constant', '3'],
    ['0.5', 'categorical', '[0.5]'],
  ] as const)('of %s is %s: %s', (written, kind, expected) => {
    expect(edited(written, (draft) => withKind(draft, kind))).toBe(expected);
  });
});

describe('the whole of a parameter', () => {
  it('is added, renamed, copied, moved and taken out', () => {
    const edit = (text: string, wish: DocumentEdit) => {
      const result = editDocument(text, wish);
      return result.kind === 'edited' ? result.text : result.reason;
    };
    let text = textOf('[0, 1]');
    text = edit(text, newParameter('q', '[a, b]', null));
    text = edit(text, copiedParameter('p', 'p_2'));
    text = edit(text, renamedParameter('q', 'act'));
    text = edit(text, movedParameter('act', 'p'));
    text = edit(text, withoutParameter('p'));
    expect(text).toBe('evaluate_pipeline: a.py:f\npipeline_space:\n  act: [a, b]\n  p_2: [0, 1]\nseed: 1\n');
  });

  it('gets a name that nothing else has', () => {
    expect(freeName('width', [])).toBe('width');
    expect(freeName('width', ['width'])).toBe('width_2');
    expect(freeName('width_2', ['width', 'width_2'])).toBe('width_3');
  });
});
