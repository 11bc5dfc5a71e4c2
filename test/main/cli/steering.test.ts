import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { stopRun } from '#core/engine/runs/stop-run.ts';
import { systemClock } from '#core/platform/clock.ts';
import { command, evaluationsIn, startCommand, statusOf, trialsOf } from '#test/support/command-line.ts';
import { waitUntil } from '#test/support/wait-until.ts';
import { begun, statesOf, steeredRunsOfThisFile } from './steered-runs.ts';

const { search, heldSearch, finishedRun } = steeredRunsOfThisFile();

describe('enqueue', () => {
  it('has a configuration of your own evaluated before the optimizer is asked again', async () => {
    const { yaml, root, folder, letGo } = heldSearch();
    const run = command(['run', yaml]);
    await begun(folder, 1);
    const enqueue = await command(['enqueue', root, 'x=0.25']);
    expect([enqueue.code, enqueue.stdout]).toEqual([0, 'Trial 2 is evaluated next\n']);
    letGo();
    expect((await run).code).toBe(0);
    const trials = await trialsOf(root);
    expect(trials.map(({ state }) => state)).toEqual(['success', 'success', 'success']);
    expect(trials[1]?.config).toEqual({ x: 0.25 });
    expect(evaluationsIn(folder).map(([word, trial]) => `${word} ${trial}`)).toEqual([
      'begin 1',
      'end 1',
      'begin 2',
      'end 2',
      'begin 3',
      'end 3',
    ]);
  });

  it('says what it waits for where the budget is used up or nobody works', async () => {
    const { root } = await finishedRun();
    const full = await command(['enqueue', root, 'x=0.5', '--json']);
    expect(JSON.parse(full.stdout)).toEqual({
      schema: 1,
      root,
      trial: '4',
      config: { x: 0.5 },
      workers_alive: 0,
      has_room: false,
    });
    expect((await command(['resume', root, '--set', 'max_evaluations_total=4'])).code).toBe(0);
    expect((await trialsOf(root)).at(-1)).toMatchObject({
      trial: '4',
      state: 'success',
      loss: 0.04000000000000001,
    });
  });

  it('refuses what is not of the space, all of it at once', async () => {
    const { root } = await finishedRun();
    const refused = await command(['enqueue', root, 'x=2', 'y=1', '--json']);
    expect(refused.code).toBe(2);
    const { error } = JSON.parse(refused.stdout) as {
      error: { code: string; details: { problems: { path: string; code: string }[] } };
    };
    expect(error.code).toBe('config-invalid');
    expect(error.details.problems.map(({ path, code }) => [path, code])).toEqual([
      ['y', 'unknown-key'],
      ['x', 'out-of-range'],
    ]);
    expect(await statesOf(root)).toHaveLength(3);
  });

  it('works beside an optimizer with brackets: the trial has no rung and the highest fidelity', async () => {
    const space = {
      x: { lower: 0.0, upper: 1.0, type: 'float' },
      epochs: { lower: 1, upper: 9, is_fidelity: true },
    };
    const { root } = await finishedRun({
      pipeline_space: space,
      optimizer: 'hyperband',
      max_evaluations_total: 3,
    });
    expect((await command(['enqueue', root, 'x=0.5'])).code).toBe(0);
    expect((await command(['resume', root, '--set', 'max_evaluations_total=20'])).code).toBe(0);
    const trials = await trialsOf(root);
    expect(trials).toHaveLength(20);
    expect(trials.find(({ rung }) => rung === null)).toMatchObject({
      trial: '4',
      state: 'success',
      config: { x: 0.5, epochs: 9 },
      fidelity: 9,
    });
  });
});

describe('settings of a run in progress', () => {
  it('reach the workers at work: a larger budget without a new worker', async () => {
    const { yaml, root, folder, letGo } = heldSearch({ max_evaluations_total: 1 });
    const run = command(['run', yaml, '--workers', '2']);
    await begun(folder, 1);
    const more = await command(['resume', root, '--workers', '0', '--set', 'max_evaluations_total=4']);
    expect([more.code, more.stdout]).toEqual([0, expect.stringContaining('go on with these settings')]);
    await begun(folder, 2);
    letGo();
    expect((await run).code).toBe(0);
    const status = await statusOf(root);
    expect(status).toMatchObject({ state: 'finished', counts: { success: 4 }, last_workers: 2 });
    expect(status.workers).toHaveLength(2);
    const nobody = await command(['resume', root, '--workers', '0', '--json']);
    expect(nobody.code).toBe(3);
    expect(JSON.parse(nobody.stdout)).toMatchObject({ error: { code: 'nothing-to-resume' } });
  });

  it('are taken back with run --set KEY=, as with resume', async () => {
    const { yaml, root } = search(
      { evaluate_pipeline: 'objective.mjs:costly', max_cost_total: 2 },
      {
        'objective.mjs': 'export const costly = ({ x }) => ({ loss: x, cost: 1 });\n',
      },
    );
    expect((await command(['run', yaml])).code).toBe(0);
    expect((await statusOf(root)).budget).toMatchObject({ cost: { spent: 2, total: 2 } });
    expect((await command(['run', yaml, '--set', 'max_cost_total='])).code).toBe(0);
    expect((await statusOf(root)).budget).toMatchObject({
      cost: { total: null },
      evaluations: { completed: 4, total: 4 },
    });
  });
});

describe('a stop', () => {
  it('binds the workers of every launch before it, and none of a join or a resume after it', async () => {
    const { yaml, root, folder, letGo } = heldSearch({ max_evaluations_total: 6 });
    const first = command(['run', yaml]);
    await begun(folder, 1);
    const second = startCommand(['worker', root]);
    await begun(folder, 2);
    await command(['stop', root]);
    expect(await statusOf(root)).toMatchObject({ state: 'running', stopping: 'finish' });
    const joined = command(['run', yaml]);
    await begun(folder, 3);
    expect(await statusOf(root)).toMatchObject({ state: 'running', stopping: null });
    await command(['stop', root, '--now']);
    expect((await Promise.all([first, second.finished, joined])).map(({ code }) => code)).toEqual([
      130, 130, 130,
    ]);
    expect(await statusOf(root)).toMatchObject({ state: 'stopped', stopping: null, counts: { pending: 3 } });
    letGo();
    expect((await command(['resume', root])).code).toBe(0);
    expect((await statusOf(root)).counts).toMatchObject({ success: 6, pending: 0 });
  });

  it('binds a worker that is being started', async () => {
    const { yaml, root, letGo } = heldSearch();
    const run = command(['run', yaml]);
    await waitUntil(() => existsSync(join(root, '.incumbent', 'run.yaml')));
    const { bound, starting } = await stopRun({ root, now: false, by: 'a test', clock: systemClock });
    expect(bound.length + starting).toBe(1);
    letGo();
    expect((await run).code).toBe(130);
    expect((await statusOf(root)).state).toMatch(/^(empty|stopped)$/);
  });
});

describe('a run whose journal was deleted', () => {
  it('goes on with another budget: what the files of results/ tell counts once', async () => {
    const { yaml, root } = await finishedRun();
    rmSync(join(root, '.incumbent', 'journal'), { recursive: true });
    const more = await command(['run', yaml, '--set', 'max_evaluations_total=5']);
    expect(more.code).toBe(0);
    expect((await statesOf(root)).map(([trial]) => trial)).toEqual(['1', '2', '3', '4', '5']);
    rmSync(join(root, '.incumbent', 'journal'), { recursive: true });
    expect((await command(['resume', root, '--set', 'max_evaluations_total=6'])).code).toBe(0);
    expect((await statusOf(root)).counts.success).toBe(6);
  });
});
