import {
  appendFileSync,
  existsSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTextReports } from '#core/report/text-reports.ts';
import { runLayout } from '#core/state/layout.ts';
import { createLedger, type Ledger } from '#core/state/ledger/ledger.ts';
import { recordOf, space, temporaryFolder } from '../state/run-fixture.ts';
import { completedEntries } from './completed-entries.ts';

let folder: { readonly path: string; remove(): void };

beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

const { settings } = recordOf();
const RULE = '-'.repeat(79);
const LOSSES = [0.5, 8, Number.NaN, 0.25, null, 0.25, Number.POSITIVE_INFINITY, 1e-5];
const ALL = ['0.5', '8.0', 'nan', '0.25', 'error', '0.25', 'inf', '1e-05'].map((text, index) => {
  return `Loss: ${text}\nConfig ID: ${index + 1}\nConfig: {'rate': ${index + 1}.0, 'epochs': 27, 'kind': 'no'}\n${RULE}\n`;
});
const BEST = ['0.5\n', '0.25\n', '1e-05\n'];
const BEST_BLOCKS = [ALL[0], ALL[3], ALL[7]];

function ledgerOf(count: number): Ledger {
  const ledger = createLedger();
  ledger.apply(completedEntries(LOSSES.slice(0, count)));
  return ledger;
}

const texts = () => {
  const { allLosses, bestLosses, bestLossesWithConfigs } = runLayout(folder.path);
  return [allLosses, bestLosses, bestLossesWithConfigs].map((path) => readFileSync(path, 'utf8'));
};
const whole = [ALL.join(''), BEST.join(''), BEST_BLOCKS.join('')];

describe('the text files', () => {
  it('grow by a block a result, improvements apart, as the library’s 0.12 writes them', () => {
    const publish = createTextReports(folder.path, space);
    const ledger = createLedger();
    publish(ledger, settings);
    expect(existsSync(runLayout(folder.path).allLosses)).toBe(false);
    const entries = completedEntries(LOSSES);
    for (const [index, entry] of entries.entries()) {
      ledger.apply([entry]);
      publish(ledger, settings);
      const held = Math.floor((index + 1) / 2);
      if (held > 0) {
        expect(readFileSync(runLayout(folder.path).allLosses, 'utf8')).toBe(ALL.slice(0, held).join(''));
      }
    }
    expect(texts()).toEqual(whole);
  });

  it('are continued by another worker where the last one stopped', () => {
    createTextReports(folder.path, space)(ledgerOf(3), settings);
    createTextReports(folder.path, space)(ledgerOf(8), settings);
    expect(texts()).toEqual(whole);
  });

  it('take over what others appended meanwhile', () => {
    const [first, second] = [createTextReports(folder.path, space), createTextReports(folder.path, space)];
    const [mine, theirs] = [createLedger(), createLedger()];
    for (const entry of completedEntries(LOSSES)) {
      mine.apply([entry]);
      theirs.apply([entry]);
      (entry.seq % 4 === 0 ? first : second)(entry.seq % 4 === 0 ? mine : theirs, settings);
    }
    expect(texts()).toEqual(whole);
  });

  it.each([
    ['a block is missing at the end', (path: string) => truncateSync(path, (ALL[0] ?? '').length)],
    ['the last block is torn', (path: string) => truncateSync(path, ALL.join('').length - 7)],
    ['somebody wrote into it', (path: string) => appendFileSync(path, 'hello')],
    ['it is gone', (path: string) => rmSync(path)],
    ['it is empty', (path: string) => writeFileSync(path, '')],
  ])('are mended when %s', (_what, damage) => {
    const publish = createTextReports(folder.path, space);
    publish(ledgerOf(7), settings);
    damage(runLayout(folder.path).allLosses);
    createTextReports(folder.path, space)(ledgerOf(8), settings);
    expect(texts()).toEqual(whole);
    damage(runLayout(folder.path).allLosses);
    publish(ledgerOf(8), settings);
    expect(texts()).toEqual(whole);
  });

  it('are written anew when a trial was deleted', () => {
    const publish = createTextReports(folder.path, space);
    const ledger = ledgerOf(8);
    publish(ledger, settings);
    ledger.apply([{ op: 'delete', trial: '4', writer: 'w', fence: 1, seq: 99, time: 0 }]);
    publish(ledger, settings);
    expect(texts()).toEqual([
      ALL.filter((_, index) => index !== 3).join(''),
      BEST.join(''),
      [ALL[0], ALL[5], ALL[7]].join(''),
    ]);
  });

  it('are written anew by whoever may have changed what is further up, and by replacing them', () => {
    createTextReports(folder.path, space)(ledgerOf(8), settings);
    const layout = runLayout(folder.path);
    const before = statSync(layout.allLosses).ino;
    writeFileSync(
      layout.allLosses,
      readFileSync(layout.allLosses, 'utf8').replace('Config ID: 1', 'Config ID: 9'),
    );
    createTextReports(folder.path, space)(ledgerOf(8), settings);
    expect(readFileSync(layout.allLosses, 'utf8')).toContain('Config ID: 9');
    createTextReports(folder.path, space, 'anew')(ledgerOf(8), settings);
    expect(texts()[0]).toBe(ALL.join(''));
    expect(statSync(layout.allLosses).ino).not.toBe(before);
    createTextReports(folder.path, space, 'anew')(createLedger(), settings);
    expect(texts()).toEqual(['', '', '']);
  });

  it('are not there before the first result', () => {
    createTextReports(folder.path, space, 'anew')(createLedger(), settings);
    expect(existsSync(runLayout(folder.path).allLosses)).toBe(false);
  });

  it.each([
    [
      'error where errors are ignored, as the fixtures of 0.12 have it',
      { ignore_errors: true, loss_value_on_error: 0 },
      'error',
    ],
    ['error without a value', { ignore_errors: false, loss_value_on_error: null }, 'error'],
    ['the value where errors are not ignored', { ignore_errors: false, loss_value_on_error: 1000 }, '1000.0'],
  ])('have for a failed trial %s, and never as the best', (_what, changes, text) => {
    const ledger = createLedger();
    ledger.apply(completedEntries([5, null, 4]));
    createTextReports(folder.path, space)(ledger, { ...settings, ...changes });
    const [all = '', best] = texts();
    expect(all.match(/^Loss: .*/gm)).toEqual(['Loss: 5.0', `Loss: ${text}`, 'Loss: 4.0']);
    expect(best).toBe('5.0\n4.0\n');
  });
});
