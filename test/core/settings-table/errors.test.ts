import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Counts, RunStatus } from '#core/contract/run/status.ts';
import { statusOf } from '#test/support/command-line.ts';
import { waitUntil } from '#test/support/wait-until.ts';
import { type Given, objective, tableOfThisFile } from './table.ts';

const table = tableOfThisFile();

/** The first trial fails, the others give 5 and 6. */
const FIRST_FAILS = objective(`
  if (context.pipelineId === '1') { throw new RangeError('too wide'); }
  return { loss: Number(context.pipelineId) + 3, cost: 1 };`);

type Then = {
  readonly counts: Partial<Counts>;
  readonly state: RunStatus['state'];
  readonly codes: readonly number[];
  readonly best?: number;
  /** The losses of `all_losses_and_configs.txt` and of `best_loss_trajectory.txt`. */
  readonly all?: readonly string[];
  readonly trajectory?: string;
};

const ROWS: readonly (readonly [rule: string, settings: NonNullable<Given['settings']>, then: Then])[] = [
  [
    'ignore_errors: false halts the run at the first error, with exit code 1',
    {},
    { counts: { failed: 1, success: 0 }, state: 'failed', codes: [1], all: ['error'] },
  ],
  [
    'ignore_errors: true records the error and goes on',
    { ignore_errors: true },
    {
      counts: { failed: 1, success: 2 },
      state: 'finished',
      codes: [0],
      best: 5,
      all: ['error', '5.0', '6.0'],
      trajectory: '5.0\n',
    },
  ],
  [
    'loss_value_on_error: 0 never makes a failed trial the incumbent',
    { ignore_errors: true, loss_value_on_error: 0, cost_value_on_error: 0 },
    {
      counts: { failed: 1, success: 2 },
      state: 'finished',
      codes: [0],
      best: 5,
      all: ['error', '5.0', '6.0'],
      trajectory: '5.0\n',
    },
  ],
  [
    'loss_value_on_error does not keep an error from halting the run, and stands for the loss as in 0.12',
    { loss_value_on_error: 0 },
    { counts: { failed: 1 }, state: 'failed', codes: [1], all: ['0.0'] },
  ],
  [
    'ignore_errors: false halts a worker that holds a batch, and hands the rest back',
    { sample_batch_size: 3 },
    { counts: { failed: 1, pending: 2, evaluating: 0 }, state: 'failed', codes: [1] },
  ],
];

describe('errors', () => {
  it.each(ROWS)('%s', async (_rule, settings, then) => {
    const { run, read, root } = table({
      settings: { max_evaluations_total: 3, ...settings },
      files: FIRST_FAILS,
    });
    const { codes, status } = await run();
    expect(status).toMatchObject({ state: then.state, counts: then.counts });
    expect(codes).toEqual(then.codes);
    expect(status.best?.loss).toBe(then.best);
    const all = read('all_losses_and_configs.txt').match(/(?<=^Loss: ).*/gm);
    expect(all).toEqual(then.all ?? all);
    expect(
      existsSync(join(root, 'best_loss_trajectory.txt')) ? read('best_loss_trajectory.txt') : undefined,
    ).toBe(then.trajectory);
  });

  it('ignore_errors: false lets the other workers finish what they evaluate, and then all leave', async () => {
    const { begin, settled, root, folder } = table({
      settings: { max_evaluations_total: 50 },
      files: {
        ...objective(`
          const { existsSync, writeFileSync } = await import('node:fs');
          writeFileSync(new URL('./began-' + context.pipelineId, import.meta.url), '');
          while (existsSync(new URL('./hold-' + context.pipelineId, import.meta.url))) {
            await new Promise((done) => setTimeout(done, 10));
          }
          if (context.pipelineId === '1') { throw new Error('no'); }
          return x;`),
        'hold-1': '',
        'hold-2': '',
      },
      workers: 2,
    });
    const launched = await begin();
    // A trial that is claimed and not yet begun would be handed back.
    await waitUntil(() => ['began-1', 'began-2'].every((name) => existsSync(join(folder, name))));
    rmSync(join(folder, 'hold-1'));
    await waitUntil(async () => (await statusOf(root)).counts.failed === 1);
    expect((await statusOf(root)).state).toBe('running');
    rmSync(join(folder, 'hold-2'));
    const { codes, status } = await settled(launched);
    expect(codes).toEqual([1, 1]);
    expect(status).toMatchObject({
      state: 'failed',
      counts: { failed: 1, success: 1, evaluating: 0, pending: 0 },
    });
  });

  it('a halted run goes on with a resume, failed trials kept or evaluated again', async () => {
    const { run, resume, folder } = table({
      settings: { max_evaluations_total: 3 },
      files: objective(`
        const { existsSync } = await import('node:fs');
        if (context.pipelineId === '1' && !existsSync(new URL('./mended', import.meta.url))) { throw new Error('no'); }
        return x;`),
    });
    await run();
    const kept = await resume({ failed: 'keep' });
    expect(kept.status).toMatchObject({ state: 'finished', counts: { failed: 1, success: 2 } });
    writeFileSync(join(folder, 'mended'), '');
    const again = await resume({ failed: 'requeue' });
    expect(again.status).toMatchObject({ state: 'finished', counts: { failed: 0, success: 3 } });
    expect(again.trials.find(({ trial }) => trial === '1')).toMatchObject({ state: 'success', attempt: 2 });
  });

  it('an error halts the launch in which it happened alone: the next may ignore errors', async () => {
    const { run, resume } = table({ settings: { max_evaluations_total: 3 }, files: FIRST_FAILS });
    expect((await run()).status.state).toBe('failed');
    const { codes, status } = await resume({ set: ['ignore_errors=true'] });
    expect([codes, status.state, status.counts.success]).toEqual([[0], 'finished', 2]);
  });
});
