import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { SearchSpace } from '#core/contract/space.ts';
import { configDataCsv, runStatusCsv } from '#core/report/summary-csv.ts';
import { createTextReports } from '#core/report/text-reports.ts';
import type { JournalEntry } from '#core/state/journal/journal-entry.ts';
import { runLayout } from '#core/state/layout.ts';
import { createLedger } from '#core/state/ledger/ledger.ts';
import { recordOf, temporaryFolder } from '#test/core/state/run-fixture.ts';

/** Runs that version 0.12.2 of the Python library wrote; trials without a result raised. */
const FIXTURES = fileURLToPath(new URL('../../fixtures/neps/v0.12.2/', import.meta.url));

type FoundTrial = {
  readonly id: string;
  readonly config: Readonly<Record<string, string | number>>;
  readonly metadata: { readonly time_sampled: number; readonly time_end: number };
  readonly result: Readonly<Record<string, unknown>> | null;
};

function trialsOf(name: string): readonly FoundTrial[] {
  const results = join(FIXTURES, name, 'results');
  const read = (trial: string, file: string) => {
    const path = join(results, trial, file);
    return existsSync(path) ? parse(readFileSync(path, 'utf8')) : null;
  };
  return readdirSync(results)
    .map((trial) => ({
      id: trial.replace('config_', ''),
      config: read(trial, 'config.yaml'),
      metadata: read(trial, 'metadata.yaml'),
      result: read(trial, 'result.yaml'),
    }))
    .sort((a, b) => a.metadata.time_end - b.metadata.time_end);
}

/** The journal of a run of ours with the same trials. */
function entriesOf(trials: readonly FoundTrial[]): readonly JournalEntry[] {
  return trials.flatMap(({ id, config, metadata, result }, index): readonly JournalEntry[] => {
    const ended = metadata.time_end * 1000;
    const stamp = { writer: 'w', fence: 1, time: metadata.time_sampled * 1000 };
    return [
      {
        ...stamp,
        op: 'sample',
        seq: 2 * index + 1,
        number: index + 1,
        trial: id,
        config,
        bracket: null,
        rung: null,
        fidelity: null,
        attempt: 1,
      },
      {
        ...stamp,
        op: 'report',
        seq: 2 * index + 2,
        trial: id,
        attempt: 1,
        late: false,
        state: result === null ? 'failed' : 'success',
        loss: (result?.loss as number | undefined) ?? null,
        cost: (result?.cost as number | undefined) ?? null,
        learning_curve: null,
        extra: result?.info_dict ?? null,
        error: result === null ? { type: 'RuntimeError', message: 'x', traceback: '' } : null,
        started: stamp.time,
        ended,
        seconds: null,
      },
    ];
  });
}

const float = (name: string) => ({
  kind: 'float' as const,
  name,
  lower: 0,
  upper: 100,
  log: false,
  prior: null,
  prior_confidence: null,
  is_fidelity: false,
});
const SPACE: SearchSpace = [float('lr'), float('weight_decay')];

function ledgerOf(name: string) {
  const ledger = createLedger();
  ledger.apply(entriesOf(trialsOf(name)));
  return ledger;
}

/** Times to the millisecond, as ours have them. */
function inMilliseconds(csv: string): string {
  return csv.replace(/\b17\d{8}\.\d+/g, (time) => String(Math.floor(Number(time) * 1000 + 1e-3) / 1000));
}

const fileOf = (...path: string[]) => readFileSync(join(FIXTURES, ...path), 'utf8');
const { settings } = recordOf();

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

describe('what the library’s 0.12 wrote of the same trials', () => {
  it('is the same table', () => {
    expect(inMilliseconds(configDataCsv(ledgerOf('hyperband'), settings))).toBe(
      inMilliseconds(fileOf('hyperband', 'summary_csv', 'config_data.csv')),
    );
  });

  it('is the same status', () => {
    expect(runStatusCsv(ledgerOf('hyperband'))).toBe(fileOf('hyperband', 'summary_csv', 'run_status.csv'));
  });

  it.each(['hyperband', 'errors'])('is the same text files: %s', (name) => {
    createTextReports(folder.path, SPACE)(ledgerOf(name), { ...settings, ignore_errors: true });
    const layout = runLayout(folder.path);
    for (const file of [layout.allLosses, layout.bestLosses, layout.bestLossesWithConfigs]) {
      // With numpy 2 the library writes numpy's own texts for strings.
      const theirs = fileOf(name, file.slice(folder.path.length + 1)).replaceAll(
        /np\.str_\(('[^']*')\)/g,
        '$1',
      );
      expect(readFileSync(file, 'utf8')).toBe(theirs);
    }
  });
});
