import { describe, expect, it } from 'vitest';
import { parseRun } from '#core/config/run/parse-run.ts';

/** A text with `»` where its first error is, and words of what is said there. */
type Row = readonly [what: string, text: string, ...words: string[]];

const ROWS: readonly Row[] = [
  ['a key without a colon above its values', '»pipeline_space\n  x: [0.0, 1.0]\n', 'a colon after the key'],
  ['a key without a colon as the last line', 'seed: 1\n»ignore_errors\n', 'without a colon'],
  ['an item of a list beside keys', 'seed: 1\n»- b\n', 'an item of a list', 'indent it'],
  ['a list beside its key', 'x: »- 1\n', 'below its key'],
  ['a key that begins too far left', 'a:\n  b: 1\n »c: 2\n', 'another column'],
  ['a key that begins too far right', 'a: »1\n b: 2\n', 'on a line of its own', 'quote'],
  ['two keys on one line', 'lower: »0 upper: 1\n', 'on a line of its own'],
  ['no comma between the keys of one line', 'x: {lower: »1 upper: 2}\n', 'a comma between the entries'],
  ['no comma between choices', 'x: [a, "b" »"c"]\n', 'a comma between the entries'],
  ['no comma between the keys of JSON', '{"a": "b" »"c": 1}', 'a comma between the entries'],
  ['a comma without a value', 'x: [1,»,2]\n', 'a value before this comma'],
  ['a closing bracket too many', 'x: [1, 2]»]\n', 'an opening bracket'],
  ['a closing brace alone', 'x: »}\n', 'an opening bracket or brace'],
  ['words after a quoted text', 'x: "a" »b\n', 'quote the text as a whole'],
  ['a quote within single quotes', "x: 'it'»s'\n", 'written twice'],
  ['a backslash within double quotes', 'x: "C:»\\q"\n', '`\\q`', 'single quotes'],
  ['words beside the sign of a block', 'x: >»y\n  t\n', 'on the next line'],
  ['a character that begins no value', 'x: »@y\n', 'quote it'],
  ['UTF-16', '»\ufffd\ufffds\0e\0e\0d\0', 'save the file as UTF-8'],
  ['a control character', 'x: a»\u0007\n', 'U+0007', 'take it out'],
];

it('an alias without an anchor is the only thing told of its parameter', () => {
  const text = 'evaluate_pipeline: a.py:f\npipeline_space:\n  x: *nope\nmax_evaluations_total: 1\n';
  const { problems } = parseRun({ text, file: 'run.yaml', readText: () => null });
  expect(problems.map(({ code, line }) => [code, line])).toEqual([['yaml-alias', 3]]);
});

describe('a text that is no YAML', () => {
  it.each(ROWS)('with %s is told what was expected, where, and what to do', (what, source, ...words) => {
    const before = source.slice(0, source.indexOf('»')).split('\n');
    const text = source.replace('»', '');
    const { problems } = parseRun({ text, file: 'run.yaml', readText: () => null });
    const [first] = problems.filter(({ severity }) => severity === 'error');
    expect(first).toMatchObject({ file: 'run.yaml', line: before.length });
    if (what !== 'UTF-16') {
      expect(first?.column).toBe((before.at(-1) ?? '').length + 1);
    }
    for (const word of words) {
      expect(first?.message).toContain(word);
    }
  });
});
