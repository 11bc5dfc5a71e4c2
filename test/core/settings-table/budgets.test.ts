import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Counts, RunStatus } from '#core/contract/run/status.ts';
import { stopRun } from '#core/engine/runs/stop-run.ts';
import { killWorkers, NOTING, statusOf } from '#test/support/command-line.ts';
import { waitUntil } from '#test/support/wait-until.ts';
import { type Given, HOST, objective, tableOfThisFile } from './table.ts';

const table = tableOfThisFile();

const COST_4 = objective('return { loss: x, cost: 4 };');
const FAILS = objective("throw new Error('no');");
const SLOW = objective('await new Promise((done) => setTimeout(done, 100)); return { loss: x, cost: 1 };');
const NO_TOTAL = { max_evaluations_total: undefined };

type Then = {
  readonly counts?: Partial<Counts>;
  readonly state: RunStatus['state'];
  readonly because?: RunStatus['finished_because'];
  readonly spent?: number;
  /** In the sentence on why the run stands where it stands. */
  readonly says?: string;
  readonly codes?: readonly number[];
};

const TOTAL: readonly (readonly [rule: string, given: Given, then: Then])[] = [
  [
    'max_evaluations_total is shared by all workers and exact',
    { settings: { max_evaluations_total: 7 }, workers: 3 },
    { counts: { success: 7, pending: 0, evaluating: 0 }, state: 'finished', because: 'evaluations' },
  ],
  [
    'max_evaluations_total counts failed evaluations',
    { settings: { max_evaluations_total: 3, ignore_errors: true }, files: FAILS },
    { counts: { failed: 3, success: 0 }, state: 'finished', because: 'evaluations' },
  ],
  [
    'max_cost_total begins nothing once the summed cost has passed it',
    { settings: { ...NO_TOTAL, max_cost_total: 10 }, files: COST_4 },
    { counts: { success: 3 }, state: 'finished', because: 'cost', spent: 12, says: 'max_cost_total' },
  ],
  [
    'max_cost_total begins nothing once the summed cost equals it',
    { settings: { ...NO_TOTAL, max_cost_total: 8 }, files: COST_4 },
    { counts: { success: 2 }, state: 'finished', because: 'cost', spent: 8 },
  ],
  [
    'cost_value_on_error counts for each failed evaluation, whatever it reported',
    {
      settings: { ...NO_TOTAL, max_cost_total: 10, ignore_errors: true, cost_value_on_error: 4 },
      files: objective("return { cost: 1, loss: 'none' };"),
    },
    { counts: { failed: 3, success: 0 }, state: 'finished', because: 'cost', spent: 12 },
  ],
  [
    'without cost_value_on_error a failed evaluation counts with what it reported',
    {
      settings: { ...NO_TOTAL, max_cost_total: 10, ignore_errors: true },
      files: objective("return { cost: 5, loss: 'none' };"),
    },
    { counts: { failed: 2 }, state: 'finished', because: 'cost', spent: 10 },
  ],
  [
    'a failed evaluation that reported no cost adds nothing',
    { settings: { max_evaluations_total: 3, max_cost_total: 1, ignore_errors: true }, files: FAILS },
    { counts: { failed: 3 }, state: 'finished', because: 'evaluations', spent: 0 },
  ],
  [
    'of max_cost_total and max_evaluations_total the first that is reached ends the run: cost',
    { settings: { max_evaluations_total: 9, max_cost_total: 8 }, files: COST_4 },
    { counts: { success: 2 }, state: 'finished', because: 'cost' },
  ],
  [
    'of max_cost_total and max_evaluations_total the first that is reached ends the run: evaluations',
    { settings: { max_evaluations_total: 2, max_cost_total: 80 }, files: COST_4 },
    { counts: { success: 2 }, state: 'finished', because: 'evaluations' },
  ],
  [
    'of max_duration and max_cost_total the first that is reached ends the run: cost',
    { settings: { ...NO_TOTAL, max_cost_total: 8, incumbent: { max_duration: '1 h' } }, files: COST_4 },
    { counts: { success: 2 }, state: 'finished', because: 'cost' },
  ],
  [
    'of max_duration and max_cost_total the first that is reached ends the run: duration',
    { settings: { ...NO_TOTAL, max_cost_total: 1e6, incumbent: { max_duration: '0.5 s' } }, files: SLOW },
    { state: 'finished', because: 'duration', says: 'max_duration' },
  ],
  [
    'max_evaluations_per_run is the share of each worker, and leaves the run stopped',
    { settings: { max_evaluations_total: 50, max_evaluations_per_run: 3 }, workers: 2 },
    { counts: { success: 6 }, state: 'stopped', says: 'max_evaluations_per_run', codes: [0, 0] },
  ],
  [
    'max_evaluations_per_run alone is a budget',
    { settings: { ...NO_TOTAL, max_evaluations_per_run: 2 } },
    { counts: { success: 2 }, state: 'stopped', says: 'max_evaluations_per_run' },
  ],
  [
    'max_evaluations_per_run counts failed evaluations',
    { settings: { ...NO_TOTAL, max_evaluations_per_run: 2, ignore_errors: true }, files: FAILS },
    { counts: { failed: 2 }, state: 'stopped' },
  ],
  [
    'max_evaluations_total ends the run before the share of its workers does',
    { settings: { max_evaluations_total: 4, max_evaluations_per_run: 3 }, workers: 2 },
    { counts: { success: 4 }, state: 'finished', because: 'evaluations' },
  ],
  [
    'sample_batch_size never goes beyond max_evaluations_total',
    { settings: { max_evaluations_total: 7, sample_batch_size: 3 }, workers: 2 },
    { counts: { success: 7, pending: 0 }, state: 'finished', because: 'evaluations' },
  ],
  [
    'sample_batch_size never goes beyond max_evaluations_per_run',
    { settings: { max_evaluations_total: 50, max_evaluations_per_run: 4, sample_batch_size: 3 } },
    { counts: { success: 4, pending: 0, evaluating: 0 }, state: 'stopped' },
  ],
  [
    'sample_batch_size begins nothing of a batch once max_cost_total is reached',
    { settings: { ...NO_TOTAL, max_cost_total: 8, sample_batch_size: 5 }, files: COST_4 },
    { counts: { success: 2, pending: 3, evaluating: 0 }, state: 'finished', because: 'cost' },
  ],
  [
    'an optimizer that has no more to ask ends the run before its budget does',
    {
      settings: { max_evaluations_total: 9, optimizer: { name: 'grid_search', size_per_numerical_hp: 3 } },
      workers: 2,
    },
    {
      counts: { success: 3, pending: 0 },
      state: 'finished',
      because: 'exhausted',
      says: 'every combination',
    },
  ],
  [
    'continue_until_max_evaluation_completed: false counts evaluations in progress towards the total',
    { settings: { max_evaluations_total: 5 }, files: SLOW, workers: 3 },
    { counts: { success: 5, pending: 0 }, state: 'finished', because: 'evaluations' },
  ],
];

describe('budgets', () => {
  it.each(TOTAL)('%s', async (_rule, given, then) => {
    const { codes, status } = await table(given).run();
    expect(status).toMatchObject({ state: then.state, finished_because: then.because ?? null });
    expect(status.counts).toMatchObject(then.counts ?? {});
    expect(status.budget.cost.spent).toBe(then.spent ?? status.budget.cost.spent);
    expect(status.message).toContain(then.says ?? '');
    expect(codes).toEqual(then.codes ?? codes.map(() => 0));
  });

  it('max_cost_total is summed over workers, which overshoot by one evaluation each at most', async () => {
    const { run } = table({ settings: { ...NO_TOTAL, max_cost_total: 10 }, files: SLOW, workers: 4 });
    const { status } = await run();
    expect(status).toMatchObject({ finished_because: 'cost', counts: { pending: 0, evaluating: 0 } });
    expect(status.budget.cost.spent).toBeGreaterThanOrEqual(10);
    expect(status.budget.cost.spent).toBeLessThanOrEqual(10 + 4 - 1);
  });

  it('continue_until_max_evaluation_completed: true counts completed evaluations alone', async () => {
    const settings = { max_evaluations_total: 5, continue_until_max_evaluation_completed: true };
    const { status } = await table({ settings, files: SLOW, workers: 3 }).run();
    expect(status).toMatchObject({ state: 'finished', finished_because: 'evaluations' });
    expect(status.counts.success).toBeGreaterThanOrEqual(5);
    expect(status.counts.success).toBeLessThanOrEqual(5 + 3 - 1);
  });

  it('a missing cost under max_cost_total is an error that says so, and halts the run', async () => {
    const { codes, status, trials } = await table({ settings: { max_cost_total: 10 } }).run();
    expect([codes, status.state]).toEqual([[1], 'failed']);
    expect(trials).toMatchObject([{ state: 'failed', error: { type: 'InvalidResult' } }]);
    expect(trials[0]?.error?.message).toContain('Under max_cost_total every result needs a cost');
  });

  it('a worker at work asks for costs too once max_cost_total is set', async () => {
    const { begin, resume, root, folder } = table({
      settings: { max_evaluations_total: 9 },
      files: { 'objective.mjs': NOTING, hold: '' },
    });
    await begin();
    await waitUntil(async () => (await statusOf(root)).counts.evaluating === 1);
    await resume({ workers: 0, set: ['max_cost_total=3'] });
    rmSync(join(folder, 'hold'));
    const status = await waitUntil(async () => {
      const now = await statusOf(root);
      return now.state === 'failed' && now;
    });
    expect(status.message).toContain('max_cost_total');
  });

  it('a lost attempt adds nothing to the cost, and is counted once', async () => {
    const { begin, resume, root, folder } = table({
      settings: { max_evaluations_total: 1, max_cost_total: 9 },
      files: {
        'objective.mjs': NOTING.replace('return (x - 0.3) ** 2', 'return { loss: x, cost: 2 }'),
        hold: '',
      },
    });
    await begin();
    await waitUntil(async () => (await statusOf(root)).counts.evaluating === 1);
    await killWorkers(root);
    rmSync(join(folder, 'hold'));
    const { status, trials } = await resume();
    expect(trials).toMatchObject([{ state: 'success', attempt: 2, cost: 2 }]);
    expect(status.budget).toMatchObject({ cost: { spent: 2 }, evaluations: { completed: 1 } });
    expect(readFileSync(join(root, 'results', 'config_1', 'metadata.yaml'), 'utf8')).toContain('requeues: 1');
  });

  it('max_evaluations_per_run gives the workers of a resume a share of their own', async () => {
    const { run, resume } = table({ settings: { max_evaluations_total: 50, max_evaluations_per_run: 2 } });
    await run();
    expect((await resume({ workers: 2 })).status.counts.success).toBe(6);
  });

  it('sample_batch_size claims a whole batch in one step', async () => {
    const { begin, root, folder } = table({
      settings: { max_evaluations_total: 6, sample_batch_size: 4 },
      files: { 'objective.mjs': NOTING, hold: '' },
    });
    const { workers } = await begin();
    await waitUntil(() => existsSync(join(folder, 'evaluations.log')));
    const [journal] = workers.map(({ id }) => join(root, '.incumbent', 'journal', `${id}.jsonl`));
    const reserved = readFileSync(journal ?? '', 'utf8').match(/"op":"reserve"/g);
    expect([(await statusOf(root)).counts.evaluating, reserved?.length]).toEqual([4, 4]);
    rmSync(join(folder, 'hold'));
    expect(await workers[0]?.ended).toBe(0);
    expect((await statusOf(root)).counts).toMatchObject({ success: 6 });
  });

  it('max_duration counts the time of all launches together', async () => {
    const settings = { ...NO_TOTAL, max_evaluations_per_run: 2, incumbent: { max_duration: '1 h' } };
    const { run, resume } = table({ settings, files: SLOW });
    const first = (await run()).status;
    const second = (await resume()).status;
    expect([first.state, second.state]).toEqual(['stopped', 'stopped']);
    const [before, both] = [first, second].map(({ budget }) => budget.duration.spent);
    expect(both).toBeGreaterThan(before ?? 0);
    // More than either launch took: only both together are beyond it.
    const limit = Math.max(before ?? 0, (both ?? 0) - (before ?? 0)) + (both ?? 0) / 1000;
    const { status } = await resume({ set: [`incumbent.max_duration=${limit.toFixed(3)} s`] });
    expect(status).toMatchObject({
      state: 'finished',
      finished_because: 'duration',
      counts: { success: second.counts.success },
    });
  });

  it('a change of the total reaches workers at work, in both directions', async () => {
    const { begin, resumed, settled, root } = table({
      settings: { max_evaluations_total: 100_000 },
      files: SLOW,
    });
    const launched = await begin({ workers: 2 });
    await waitUntil(async () => (await statusOf(root)).counts.success > 2);
    await resumed({ workers: 0, set: ['max_evaluations_total=1'] });
    const { codes, status } = await settled(launched);
    expect([codes, status.state, status.finished_because]).toEqual([[0, 0], 'finished', 'evaluations']);
  });

  it('until_stopped has no end of its own', async () => {
    const { begin, settled, root, folder } = table({
      settings: { ...NO_TOTAL, incumbent: { until_stopped: true } },
      files: { 'objective.mjs': NOTING },
    });
    const launched = await begin({ workers: 2 });
    await waitUntil(async () => (await statusOf(root)).counts.success > 10);
    writeFileSync(join(folder, 'hold'), '');
    await stopRun({ root, now: false, by: 'a test', clock: HOST.clock });
    rmSync(join(folder, 'hold'));
    const { codes, status } = await settled(launched);
    expect([codes, status.state]).toEqual([[130, 130], 'stopped']);
  });
});
