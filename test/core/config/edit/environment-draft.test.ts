import { describe, expect, it } from 'vitest';
import { readNode } from '#core/config/document/read-document.ts';
import type { DocumentEdit } from '#core/config/edit/document-edit.ts';
import { editSeveral } from '#core/config/edit/edit-document.ts';
import type { EnvironmentDraft } from '#core/config/edit/setting-drafts.ts';
import { settingDrafts } from '#core/config/edit/setting-drafts.ts';
import { parseRun } from '#core/config/run/parse-run.ts';

function draftOf(text: string): EnvironmentDraft {
  const drafts = settingDrafts(readNode(text));
  if (drafts === null) {
    throw new Error('the text can not be read');
  }
  return drafts.environment;
}

function edited(text: string, edits: (draft: EnvironmentDraft) => readonly DocumentEdit[]): string {
  const result = editSeveral(text, edits(draftOf(text)));
  return result.kind === 'edited' ? result.text : result.reason;
}

/** What a run's workers would get of a text. */
function meantBy(text: string) {
  const { known, problems } = parseRun({ text, file: null, readText: () => null });
  expect(problems.filter(({ path }) => path?.startsWith('incumbent'))).toEqual([]);
  return known.incumbent?.env;
}

const TEXT = `seed: 1
incumbent:
  lease: 5 min
  env:
    OMP_NUM_THREADS: 4  # of the fast cores
    CUDA_VISIBLE_DEVICES: [0, 1]
    NOTE: "a: b"
`;

describe('the variables of a text', () => {
  it('are shown in its order, a list as the command line takes it', () => {
    expect(draftOf(TEXT).variables).toEqual([
      { name: 'OMP_NUM_THREADS', shown: '4' },
      { name: 'CUDA_VISIBLE_DEVICES', shown: '[0, 1]' },
      { name: 'NOTE', shown: 'a: b' },
    ]);
  });

  it('are none where the text says nothing of them, and not known where it is no mapping', () => {
    expect(draftOf('seed: 1\n').variables).toEqual([]);
    expect(draftOf('incumbent: {env: }\n').variables).toEqual([]);
    expect(draftOf('incumbent: {env: 3}\n').variables).toBeNull();
  });

  it('have no field where one line can not hold them', () => {
    const text = 'incumbent:\n  env:\n    A: |\n      one\n      two\n    B: {c: 1}\n';
    expect(draftOf(text).variables).toEqual([
      { name: 'A', shown: null },
      { name: 'B', shown: null },
    ]);
  });

  it('change one at a time, and leave every other line as it is', () => {
    expect(edited(TEXT, (draft) => draft.set('OMP_NUM_THREADS', '8'))).toBe(TEXT.replace(': 4', ': 8'));
    expect(edited(TEXT, (draft) => draft.rename('NOTE', 'REMARK'))).toBe(TEXT.replace('NOTE', 'REMARK'));
    expect(edited(TEXT, (draft) => draft.remove('NOTE'))).toBe(TEXT.replace(/ +NOTE.*\n/, ''));
    expect(edited(TEXT, (draft) => draft.set('A.B', 'new'))).toBe(`${TEXT}    A.B: new\n`);
  });

  it('begin a section where there is none, and end it with the last one', () => {
    const begun = edited('seed: 1\n', (draft) => draft.set('LEVEL', ''));
    expect(meantBy(begun)).toEqual({ LEVEL: '' });
    expect(meantBy(edited(begun, (draft) => draft.remove('LEVEL')))).toEqual({});
    expect(edited(begun, (draft) => draft.remove('LEVEL'))).not.toContain('env');
  });

  it.each([
    ['4', '4'],
    ['007', '007'],
    ['1e-3', '1e-3'],
    ['true', 'true'],
    ['yes', 'yes'],
    ['null', 'null'],
    ['~', '~'],
    ['', ''],
    ['a: b # c', 'a: b # c'],
    ['{x}', '{x}'],
    ['[0, 1]', '[0, 1]'],
    ['["0,1", "2,3"]', '["0,1", "2,3"]'],
    ['[', '['],
    ['[0, 1', '[0, 1'],
    ['/opt/a b:c', '/opt/a b:c'],
    ['!tag', '!tag'],
  ])('give workers %s as it was typed', (typed, expected) => {
    for (const text of ['seed: 1\n', TEXT, 'incumbent: {env: {A: 1}}\n']) {
      expect(meantBy(edited(text, (draft) => draft.set('NEW', typed)))).toMatchObject({ NEW: expected });
    }
  });

  it('keep a list that is dealt out as a list', () => {
    expect(edited(TEXT, (draft) => draft.set('CUDA_VISIBLE_DEVICES', '[2, 3]'))).toContain(
      'CUDA_VISIBLE_DEVICES: [2, 3]\n',
    );
  });
});
