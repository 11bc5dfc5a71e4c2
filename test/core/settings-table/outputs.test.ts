import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeReport } from '#core/engine/runs/write-report.ts';
import { killWorkers, statusOf } from '#test/support/command-line.ts';
import { waitUntil } from '#test/support/wait-until.ts';
import { objective, tableOfThisFile } from './table.ts';

const table = tableOfThisFile();
const TABLES = ['config_data.csv', 'run_status.csv'];

/** The third evaluation lasts until the file `hold` is gone. */
const THIRD_WAITS = {
  ...objective(`
    const { existsSync } = await import('node:fs');
    while (context.pipelineId === '3' && existsSync(new URL('./hold', import.meta.url))) {
      await new Promise((done) => setTimeout(done, 10));
    }
    return x;`),
  hold: '',
};

/** A run of four trials whose worker is at the third. */
async function atTheThird(settings: Readonly<Record<string, unknown>> = {}) {
  const made = table({ settings, files: THIRD_WAITS });
  const launched = await made.begin();
  await waitUntil(async () => {
    const { counts } = await statusOf(made.root);
    return counts.success === 2 && counts.evaluating === 1;
  });
  const tables = () => TABLES.map((name) => existsSync(join(made.root, 'summary_csv', name)));
  const losses = () => made.read('all_losses_and_configs.txt').match(/^Loss: /gm)?.length;
  // The files of a result are written while the next evaluation begins.
  await expect.poll(losses).toBe(2);
  const rows = () => made.read('summary_csv', 'config_data.csv').trimEnd().split('\n').length - 1;
  return { ...made, launched, tables, losses, rows, release: () => rmSync(join(made.folder, 'hold')) };
}

describe('outputs', () => {
  it('the text files are current with each result, the tables are written when a worker leaves', async () => {
    const { launched, settled, release, tables, losses, rows, read } = await atTheThird();
    expect([losses(), tables()]).toEqual([2, [false, false]]);
    release();
    await settled(launched);
    expect([losses(), tables(), rows()]).toEqual([4, [true, true], 4]);
    const best = Number(read('best_loss_trajectory.txt').trimEnd().split('\n').at(-1));
    expect(read('summary_csv', 'run_status.csv')).toContain(`best_loss,${best}\n`);
    expect(read('best_loss_with_config_trajectory.txt')).toContain(`Loss: ${best}\n`);
  });

  it('post_run_summary: false writes no tables when a worker leaves, report does', async () => {
    const { launched, settled, release, tables, losses, rows, root } = await atTheThird({
      post_run_summary: false,
    });
    release();
    await settled(launched);
    expect([losses(), tables()]).toEqual([4, [false, false]]);
    await writeReport(root);
    expect([tables(), rows()]).toEqual([[true, true], 4]);
  });

  it('a worker that is killed leaves the text files current, and report tells the rest', async () => {
    const { tables, losses, rows, read, root } = await atTheThird();
    await killWorkers(root);
    expect([losses(), tables()]).toEqual([2, [false, false]]);
    await writeReport(root);
    expect([losses(), tables(), rows()]).toEqual([2, [true, true], 3]);
    expect(read('summary_csv', 'run_status.csv')).toContain(
      'num_evaluated_configs,2\nnum_pending_configs,1\n',
    );
  });
});
