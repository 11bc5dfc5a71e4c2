import { describe, expect, it } from 'vitest';
import { readNode } from '#core/config/document/read-document.ts';
import type { DocumentEdit } from '#core/config/edit/document-edit.ts';
import { editDocument } from '#core/config/edit/edit-document.ts';
import { type SettingDrafts, settingDrafts } from '#core/config/edit/setting-drafts.ts';

function edited(text: string, edits: (drafts: SettingDrafts) => readonly DocumentEdit[]): string {
  const drafts = settingDrafts(readNode(text));
  if (drafts === null) {
    throw new Error('the text can not be read');
  }
  return edits(drafts).reduce((now, edit) => {
    const result = editDocument(now, edit);
    return result.kind === 'edited' ? result.text : result.reason;
  }, text);
}

describe('a setting', () => {
  it('is shown as it is written, and nothing where the default holds', () => {
    const drafts = settingDrafts(readNode('max_cost_total: 1e3  # GPU hours\nincumbent:\n  lease: 2 min\n'));
    expect(drafts?.textOf('max_cost_total')).toEqual({ source: '1e3', shown: '1e3' });
    expect(drafts?.textOf('incumbent.lease')).toMatchObject({ shown: '2 min' });
    expect(drafts?.textOf('incumbent.heartbeat')).toBeNull();
    expect(drafts?.textOf('seed')).toBeNull();
  });

  it('keeps its name of another version', () => {
    const text = 'evaluations_to_spend: 10\n';
    expect(settingDrafts(readNode(text))?.textOf('max_evaluations_total')).toMatchObject({ shown: '10' });
    expect(edited(text, (drafts) => drafts.edits('max_evaluations_total', '20'))).toBe(
      'evaluations_to_spend: 20\n',
    );
  });

  it('is found and changed in a group of settings, as version 0.12 writes them', () => {
    const text = 'budget:\n  max_evaluations_total: 10\nmonitoring: {root_directory: results}\n';
    expect(settingDrafts(readNode(text))?.textOf('max_evaluations_total')).toMatchObject({ shown: '10' });
    expect(edited(text, (drafts) => drafts.edits('max_evaluations_total', '20'))).toBe(
      text.replace('10', '20'),
    );
    expect(edited(text, (drafts) => drafts.edits('root_directory', 'other'))).toBe(
      text.replace('results', 'other'),
    );
  });

  it('is made where it is missing, and taken out where nothing is left in its field', () => {
    expect(edited('seed: 1\n', (drafts) => drafts.edits('incumbent.lease', '1 min'))).toBe(
      'seed: 1\nincumbent: {lease: 1 min}\n',
    );
    expect(edited('a: 1\nseed: 1\n', (drafts) => drafts.edits('seed', null))).toBe('a: 1\n');
    expect(edited('a: 1\n', (drafts) => drafts.edits('seed', null))).toBe('a: 1\n');
  });

  it('has no drafts where the text can’t be read', () => {
    expect(settingDrafts(readNode('a: ['))).toBeNull();
    expect(settingDrafts(readNode('[a]'))).toBeNull();
    expect(settingDrafts(readNode(''))?.textOf('seed')).toBeNull();
  });
});

describe('the optimizer', () => {
  it.each([
    ['', 'auto', []],
    ['optimizer: asha\n', 'asha', []],
    ['optimizer: {name: asha, eta: 4}\n', 'asha', ['eta']],
    ['searcher: hyperband\n', 'hyperband', []],
    ['optimizer: {strategy: asha}\n', null, []],
    ['optimizer: [asha]\n', null, []],
  ])('of %j is %s', (text, name, argumentNames) => {
    const draft = settingDrafts(readNode(text))?.optimizer;
    expect(draft?.name).toBe(name);
    expect([...(draft?.arguments.keys() ?? [])]).toEqual(argumentNames);
  });

  it('is chosen without the arguments of the one before', () => {
    const choose = (text: string) => edited(text, ({ optimizer }) => optimizer.choose('pibo'));
    expect(choose('seed: 1\n')).toBe('seed: 1\noptimizer: pibo\n');
    expect(choose('optimizer:\n  name: asha\n  eta: 4\nseed: 1\n')).toBe('optimizer: pibo\nseed: 1\n');
  });

  it('gets arguments beside its name', () => {
    const argue = (text: string, source: string | null) =>
      edited(text, ({ optimizer }) => optimizer.argue('eta', source));
    expect(argue('optimizer: asha  # async\n', '4')).toBe('optimizer: {name: asha, eta: 4}  # async\n');
    expect(argue('optimizer:\n  name: asha\n', '4')).toBe('optimizer:\n  name: asha\n  eta: 4\n');
    expect(argue('optimizer: {name: asha, eta: 4}\n', null)).toBe('optimizer: {name: asha}\n');
    expect(argue('optimizer: asha\n', null)).toBe('optimizer: asha\n');
  });
});
