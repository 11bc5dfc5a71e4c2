import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { configDataCsv, runStatusCsv, writeSummary } from '#core/report/summary-csv.ts';
import { runLayout } from '#core/state/layout.ts';
import { createLedger } from '#core/state/ledger/ledger.ts';
import { recordOf, temporaryFolder } from '../state/run-fixture.ts';
import { completedEntries } from './completed-entries.ts';

let folder: { readonly path: string; remove(): void };

beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

const settings = recordOf().settings;

describe('summary_csv', () => {
  it('has the columns and the order of the library’s 0.12', () => {
    const ledger = createLedger();
    ledger.apply(completedEntries([0.5, null, Number.NaN, 0.25]));
    ledger.apply([
      {
        op: 'sample',
        writer: 'w',
        fence: 2,
        seq: 1,
        time: 0,
        number: 9,
        trial: '9',
        config: { rate: 9, epochs: 27, kind: 'sgd' },
        bracket: null,
        rung: null,
        fidelity: null,
        attempt: 1,
      },
    ]);
    writeSummary(folder.path, ledger, { ...settings, max_cost_total: 10 });
    const { configData, runStatus } = runLayout(folder.path);
    const end = (index: number) => `${1769860800.5 + index},${1769860800 + index}.0`;
    const extra = `"x, ""y""",1.0,"['a', 'b']"`;
    expect(readFileSync(configData, 'utf8').split('\n')).toEqual([
      'config_id,status,config.epochs,config.kind,config.rate,metadata.account_for_cost,metadata.eval_cost,metadata.max,metadata.time_end,metadata.time_sampled,metadata.used,result.cost,result.learning_curve,result.loss,result.info_dict.note,result.info_dict.val.acc,result.info_dict.val.tags',
      `4,complete,27.0,no,4.0,True,1.5,10.0,${end(3)},3.0,1.5,"[1.0, 2.0]",0.25,${extra}`,
      `1,complete,27.0,no,1.0,True,1.5,10.0,${end(0)},0.0,1.5,"[1.0, 2.0]",0.5,${extra}`,
      `2,complete,27.0,no,2.0,,,,${end(1)},,,,,,,`,
      `3,complete,27.0,no,3.0,True,1.5,10.0,${end(2)},1.5,1.5,"[1.0, 2.0]",,${extra}`,
      '9,pending,27.0,sgd,9.0,,,,,,,,,,,,',
      '',
    ]);
    expect(readFileSync(runStatus, 'utf8')).toBe(
      'description,value\nnum_evaluated_configs,4\nnum_pending_configs,1\nnum_pending_configs_with_worker,1\nbest_loss,0.25\nbest_config_id,4\nnum_error,1\n',
    );
  });

  it('has its head without any trial', () => {
    const ledger = createLedger();
    expect(configDataCsv(ledger, settings)).toBe('config_id,status\n');
    expect(runStatusCsv(ledger)).toContain('best_loss,inf\nbest_config_id,\nnum_error,0\n');
  });

  it('keeps the kinds of numbers in info_dict, where a column holds more than numbers', () => {
    const ledger = createLedger();
    const extras = [
      { extra: { ends: [0, 1], mixed: 1, plain: 1 }, extra_floats: [0, 3, 1] },
      { extra: { ends: [2, 3], mixed: 'none', plain: 2 } },
    ];
    const entries = completedEntries([1, 2]);
    ledger.apply(
      entries.map((entry, index) =>
        entry.op === 'report' ? { ...entry, ...extras[(index - 1) / 2] } : entry,
      ),
    );
    const [header = '', ...rows] = configDataCsv(ledger, settings).trimEnd().split('\n');
    expect(header).toMatch(/result\.info_dict\.ends,result\.info_dict\.mixed,result\.info_dict\.plain$/);
    expect(rows.map((row) => row.slice(row.indexOf('"[1.0, 2.0]"')).replace(/^"[^"]*",[^,]*,/, ''))).toEqual([
      '"[0.0, 1.0]",1.0,1.0',
      '"[2, 3]",none,2.0',
    ]);
  });
});
