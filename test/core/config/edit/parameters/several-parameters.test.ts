import { describe, expect, it } from 'vitest';
import { readNode } from '#core/config/document/read-document.ts';
import type { DocumentEdit } from '#core/config/edit/document-edit.ts';
import { editDocument } from '#core/config/edit/edit-document.ts';
import { parameterDrafts } from '#core/config/edit/parameters/parameter-draft.ts';
import {
  copiedParameters,
  movedParameters,
  withConfidence,
  withLog,
  withoutParameters,
} from '#core/config/edit/parameters/several-parameters.ts';

const TEXT = `pipeline_space:
  a: {lower: 1.0, upper: 2.0, prior: 1.5}
  b: [1, 9]
  c: [x, y]
  d: 1
`;

function edited(edits: readonly DocumentEdit[], text = TEXT): string {
  return edits.reduce((now, edit) => {
    const result = editDocument(now, edit);
    if (result.kind === 'refused') {
      throw new Error(result.reason);
    }
    return result.text;
  }, text);
}

const names = ['a', 'b', 'c', 'd'];
const several = (...chosen: readonly string[]) => ({ names, chosen: new Set(chosen) });
const drafts = parameterDrafts(readNode(TEXT)) ?? [];
const order = (text: string) => [...text.matchAll(/^ {2}(\w+):/gm)].map((found) => found[1]).join('');

describe('several parameters at once', () => {
  it.each([
    ['one up', ['c'], -1, 'acbd'],
    ['neighbours up together', ['b', 'c'], -1, 'bcad'],
    ['those at the top stay', ['a', 'b'], -1, 'abcd'],
    ['what is at the top does not let others pass', ['a', 'c'], -1, 'acbd'],
    ['one down', ['b'], 1, 'acbd'],
    ['neighbours down together', ['b', 'c'], 1, 'adbc'],
    ['those at the end stay', ['c', 'd'], 1, 'abcd'],
    ['apart from each other', ['a', 'c'], 1, 'badc'],
  ] as const)('move: %s', (_, chosen, by, expected) => {
    expect(order(edited(movedParameters(several(...chosen), by)))).toBe(expected);
  });

  it('are copied behind themselves under free names', () => {
    expect(order(edited(copiedParameters(several('a', 'c'))))).toBe('aa_2bcc_2d');
    expect(edited(copiedParameters(several('c')))).toContain('  c: [x, y]\n  c_2: [x, y]\n');
  });

  it('are deleted', () => {
    expect(order(edited(withoutParameters(several('a', 'b', 'd'))))).toBe('c');
  });

  it('take a log scale where they are ranges, and lose it', () => {
    const logarithmic = edited(withLog(drafts, true));
    expect(logarithmic).toContain('a: {lower: 1.0, upper: 2.0, prior: 1.5, log: true}');
    expect(logarithmic).toContain('b: {lower: 1, upper: 9, log: true}');
    expect(logarithmic).toContain('c: [x, y]\n  d: 1');
    const again = parameterDrafts(readNode(logarithmic)) ?? [];
    expect(edited(withLog(again, false), logarithmic)).not.toContain('log');
  });

  it('take a confidence where they have a prior', () => {
    expect(edited(withConfidence(drafts, 'high'))).toBe(
      TEXT.replace('prior: 1.5', 'prior: 1.5, prior_confidence: high'),
    );
  });
});
