import { describe, expect, it } from 'vitest';
import type { DocumentEdit } from '#core/config/edit/document-edit.ts';
import { editDocument, editSeveral } from '#core/config/edit/edit-document.ts';
import { inlinedParameters } from '#core/config/edit/parameters/several-parameters.ts';
import { parseRun } from '#core/config/run/parse-run.ts';

const TEXT = `pipeline_space:
  # the step
  lr: {lower: 0.1, upper: 1.0, log: true, prior: 0.2, prior_confidence: low}  # kept
  width: [1, 9]
  act: [relu, tanh]
seed: 1
`;

const at = (...names: string[]) => ['pipeline_space', ...names];
const inserted = (name: string): DocumentEdit => ({
  kind: 'insert',
  path: at(name),
  source: '[0, 1]',
  after: null,
});
const removed = (...names: string[]): DocumentEdit => ({ kind: 'remove', path: at(...names) });

function oneByOne(text: string, edits: readonly DocumentEdit[]): string {
  return edits.reduce((now, edit) => {
    const edited = editDocument(now, edit);
    if (edited.kind === 'refused') {
      throw new Error(edited.reason);
    }
    return edited.text;
  }, text);
}

describe('several changes of a document', () => {
  it.each<[string, string, readonly DocumentEdit[]]>([
    ['new keys, in their order', TEXT, ['a', 'b', 'c', 'd'].map(inserted)],
    ['into a space without parameters', 'pipeline_space:\nseed: 1\n', ['a', 'b', 'c', 'd'].map(inserted)],
    ['into an empty mapping', 'pipeline_space: {}\n', ['a', 'b', 'c', 'd'].map(inserted)],
    ['where there is no space yet', 'seed: 1\n', ['a', 'b', 'c', 'd'].map(inserted)],
    ['into braces', 'pipeline_space: {x: [0, 1]}\n', ['a', 'b', 'c', 'd'].map(inserted)],
    ['keys that go', TEXT, [removed('lr'), removed('width'), { kind: 'remove', path: ['seed'] }]],
    ['all keys of a mapping', TEXT, [removed('lr'), removed('width'), removed('act')]],
    ['neighbours in braces', TEXT, [removed('lr', 'lower'), removed('lr', 'upper'), removed('lr', 'log')]],
    [
      'new values, new keys and those that go',
      TEXT,
      [
        { kind: 'set', path: at('width'), source: '[2, 8]' },
        inserted('a'),
        { kind: 'set', path: at('lr', 'prior'), source: '0.5' },
        removed('act'),
        inserted('b'),
      ],
    ],
    [
      'one after the other, where they meet',
      TEXT,
      [
        inserted('a'),
        { kind: 'rename', path: at('a'), name: 'b' },
        { kind: 'move', path: at('b'), before: 'lr' },
      ],
    ],
  ])('are the same as one by one: %s', (_, text, edits) => {
    const edited = editSeveral(text, edits);
    expect(edited).toEqual({ kind: 'edited', text: oneByOne(text, edits) });
  });

  it('are all refused where one can not be made', () => {
    const edits = [inserted('a'), inserted('b'), inserted('c'), removed('momentum')];
    expect(editSeveral(TEXT, edits)).toMatchObject({ kind: 'refused' });
  });

  it('may be a thousand', () => {
    const names = Array.from({ length: 1_000 }, (_, index) => `p${index}`);
    const space = names.map((name) => ({ kind: 'constant', name, value: 1, value_kind: 'integer' }) as const);
    const edited = editSeveral('pipeline_space: space.json\n', inlinedParameters(space));
    const text = edited.kind === 'edited' ? edited.text : '';
    const { space: read } = parseRun({ text, file: null, readText: () => null });
    expect(read?.map(({ name }) => name)).toEqual(names);
  });
});
