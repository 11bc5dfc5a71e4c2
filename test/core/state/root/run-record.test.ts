import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { RUN_DEFAULTS } from '#core/config/settings/run-settings.ts';
import { changeRunRecord } from '#core/state/journal/change-record.ts';
import { runLayout } from '#core/state/layout.ts';
import { inspectRoot } from '#core/state/root/inspect-root.ts';
import { readRunRecord } from '#core/state/root/run-record.ts';
import { recordOf, temporaryRun } from '../run-fixture.ts';

let run: Awaited<ReturnType<typeof temporaryRun>>;

beforeEach(async () => {
  run = await temporaryRun();
});
afterEach(() => run.remove());

const file = () => runLayout(run.root).record;

/** The record as another version of the same format would have written it. */
function edit(change: (document: ReturnType<typeof parseDocument>) => void): void {
  const document = parseDocument(readFileSync(file(), 'utf8'));
  change(document);
  writeFileSync(file(), String(document));
}

const LAUNCH = {
  at: '2026-01-31T12:00:00.000Z',
  host: 'workstation',
  by: 'command line',
  version: '0.1.0',
  workers: 1,
  set: [],
  file: null,
  yaml: '',
};
const OPTIONAL = Object.keys(RUN_DEFAULTS).filter((key) => key !== 'incumbent');

describe('a record of the same format', () => {
  it.each(OPTIONAL)('that an earlier version wrote without %s has its default', async (key) => {
    edit((document) => document.deleteIn(['settings', key]));
    const { settings } = await readRunRecord(run.root);
    expect(settings).toEqual({
      ...recordOf().settings,
      [key]: RUN_DEFAULTS[key as keyof typeof RUN_DEFAULTS],
    });
  });

  it.each(Object.keys(RUN_DEFAULTS.incumbent))('has the default of incumbent.%s too', async (key) => {
    edit((document) => document.deleteIn(['settings', 'incumbent', key]));
    expect((await readRunRecord(run.root)).settings).toEqual(recordOf().settings);
  });

  it('keeps what only a later version understands when this one changes it', async () => {
    edit((document) => {
      document.set('mood', 'calm');
      document.set('launches', [{ ...LAUNCH, mood: 'hasty' }]);
      document.setIn(['settings', 'retries'], 1);
      document.setIn(['settings', 'incumbent', 'priority'], ['a', 1.5]);
    });
    await changeRunRecord(run.root, (record) => ({
      ...record,
      settings: { ...record.settings, max_evaluations_total: 99 },
      launches: [...record.launches, LAUNCH],
    }));
    const written = parseDocument(readFileSync(file(), 'utf8')).toJS();
    expect(written).toMatchObject({
      mood: 'calm',
      launches: [{ ...LAUNCH, mood: 'hasty' }, LAUNCH],
      settings: { retries: 1, max_evaluations_total: 99, incumbent: { priority: ['a', 1.5] } },
    });
    expect((await readRunRecord(run.root)).settings).toEqual({
      ...recordOf().settings,
      max_evaluations_total: 99,
    });
  });
});

describe('a record of another format', () => {
  it.each([
    [2, 'A newer version of Incumbent wrote it'],
    [0, 'No version of Incumbent wrote it'],
  ])('%i is refused by name', async (format, words) => {
    edit((document) => document.set('format', format));
    await expect(readRunRecord(run.root)).rejects.toMatchObject({
      code: 'root-format-unknown',
      details: { format },
    });
    await expect(readRunRecord(run.root)).rejects.toThrow(words);
    expect(await inspectRoot(run.root)).toMatchObject({
      kind: 'broken-run',
      problem: { code: 'root-format-unknown' },
    });
    await expect(changeRunRecord(run.root, (record) => record)).rejects.toThrow(words);
  });
});
