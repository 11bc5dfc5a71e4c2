import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { stopRun } from '#core/engine/stop-run.ts';
import { systemClock } from '#core/platform/clock.ts';
import {
  command,
  evaluationsIn,
  NOTING,
  startCommand,
  statusOf,
  trialsOf,
} from '#test/support/command-line.ts';
import { searchesOfThisFile } from '#test/support/searches.ts';
import { waitUntil } from '#test/support/wait-until.ts';

const search = searchesOfThisFile();

/** A search whose evaluations last until the file `hold` is removed. */
function heldSearch(settings: Readonly<Record<string, unknown>> = {}) {
  const made = search({ max_evaluations_total: 3, ...settings }, { 'objective.mjs': NOTING, hold: '' });
  return { ...made, letGo: () => rmSync(join(made.folder, 'hold'), { force: true }) };
}

/** Waits until so many evaluations have begun. */
function begun(folder: string, count: number): Promise<unknown> {
  return waitUntil(() => evaluationsIn(folder).filter(([word]) => word === 'begin').length >= count);
}

/** A run that has completed its three evaluations. */
async function finishedRun(settings: Readonly<Record<string, unknown>> = {}) {
  const made = search({ max_evaluations_total: 3, ...settings });
  expect((await command(['run', made.yaml])).code).toBe(0);
  return made;
}

async function statesOf(root: string) {
  return (await trialsOf(root)).map(({ trial, state }) => [trial, state]);
}

/** The trials in the order of the text file. */
function writtenTrials(root: string): readonly string[] {
  const text = readFileSync(join(root, 'all_losses_and_configs.txt'), 'utf8');
  return [...text.matchAll(/^Config ID: (.+)$/gm)].map(([, id = '']) => id);
}

describe('stop --trial', () => {
  it('ends one evaluation as failed and halts nothing; its worker goes on with the next trial', async () => {
    const { yaml, root, folder, letGo } = heldSearch();
    const run = startCommand(['run', yaml]);
    await begun(folder, 1);
    const stop = await command(['stop', root, '--trial', '1']);
    expect([stop.code, stop.stdout]).toEqual([0, expect.stringContaining('evaluation of trial 1')]);
    await begun(folder, 2);
    letGo();
    expect((await run.finished).code).toBe(0);
    const trials = await trialsOf(root);
    expect(trials.map(({ trial, state }) => [trial, state])).toEqual([
      ['1', 'failed'],
      ['2', 'success'],
      ['3', 'success'],
    ]);
    expect(trials[0]?.error).toEqual({
      type: 'Stopped',
      message: 'asked for by the command line',
      traceback: '',
    });
    expect((await statusOf(root)).workers).toHaveLength(1);
    expect(evaluationsIn(folder).filter(([word, trial]) => word === 'end' && trial === '1')).toEqual([]);
  });

  it('leaves the next attempt of that trial alone', async () => {
    const { yaml, root, folder, letGo } = heldSearch({ max_evaluations_total: 1 });
    const first = startCommand(['run', yaml]);
    await begun(folder, 1);
    await command(['stop', root, '--trial', '1']);
    expect((await first.finished).code).toBe(0);
    expect((await command(['requeue', root, '1'])).code).toBe(0);
    letGo();
    expect((await command(['resume', root])).code).toBe(0);
    expect((await trialsOf(root))[0]).toMatchObject({ state: 'success', attempt: 2, error: null });
  });

  it('refuses what is not being evaluated, and then stops none of them', async () => {
    const { yaml, root, folder, letGo } = heldSearch();
    const run = startCommand(['run', yaml]);
    await begun(folder, 1);
    const unknown = await command(['stop', root, '--trial', '1', '--trial', '77']);
    expect([unknown.code, unknown.stderr]).toEqual([3, expect.stringContaining('no trial 77')]);
    letGo();
    expect((await run.finished).code).toBe(0);
    const late = await command(['stop', root, '--trial', '1']);
    expect([late.code, late.stderr]).toEqual([3, expect.stringContaining('not being evaluated any more')]);
    expect((await statusOf(root)).counts).toMatchObject({ success: 3, failed: 0 });
  });
});

describe('requeue', () => {
  it('evaluates a trial again with a resume, and keeps the text files true meanwhile', async () => {
    const { root } = await finishedRun();
    const requeue = await command(['requeue', root, '2', '--json']);
    expect(JSON.parse(requeue.stdout)).toEqual({ schema: 1, root, trials: ['2'], workers_alive: 0 });
    expect(await statesOf(root)).toEqual([
      ['1', 'success'],
      ['2', 'pending'],
      ['3', 'success'],
    ]);
    expect(writtenTrials(root)).toEqual(['1', '3']);
    expect((await command(['resume', root])).code).toBe(0);
    expect((await trialsOf(root)).map(({ state, attempt }) => [state, attempt])).toEqual([
      ['success', 1],
      ['success', 2],
      ['success', 1],
    ]);
    expect(writtenTrials(root)).toEqual(['1', '3', '2']);
  });

  it('takes the failed ones together, without those that a person stopped', async () => {
    const { yaml, root, folder, letGo } = heldSearch({ max_evaluations_total: 2, ignore_errors: true });
    const run = startCommand(['run', yaml]);
    await begun(folder, 1);
    await command(['stop', root, '--trial', '1']);
    await begun(folder, 2);
    process.kill(Number(evaluationsIn(folder)[1]?.[2]), 'SIGKILL');
    expect((await run.finished).code).toBe(0);
    expect((await statusOf(root)).counts).toMatchObject({ failed: 2 });
    letGo();
    expect((await command(['requeue', root, '--failed'])).stdout).toContain('Trial 2 waits');
    expect(await statesOf(root)).toEqual([
      ['1', 'failed'],
      ['2', 'pending'],
    ]);
  });

  it('is taken up at once by a worker that waits for others', async () => {
    const { yaml, root, folder, letGo } = heldSearch({ max_evaluations_total: 2 });
    const run = startCommand(['run', yaml, '--workers', '3']);
    await begun(folder, 2);
    await command(['stop', root, '--trial', '1']);
    await expect.poll(async () => (await statusOf(root)).counts.failed).toBe(1);
    expect((await command(['requeue', root, '1'])).stdout).toMatch(/^Trial 1 waits to be evaluated again\n$/);
    await begun(folder, 3);
    letGo();
    expect((await run.finished).code).toBe(0);
    expect(await statesOf(root)).toEqual([
      ['1', 'success'],
      ['2', 'success'],
    ]);
  });

  it('refuses a trial that waits, one that is evaluated, and a call that names none', async () => {
    const { yaml, root, folder, letGo } = heldSearch();
    const run = startCommand(['run', yaml]);
    await begun(folder, 1);
    const busy = await command(['requeue', root, '1']);
    expect([busy.code, busy.stderr]).toEqual([3, expect.stringContaining('stop it first')]);
    expect((await command(['stop', root, '--now'])).code).toBe(0);
    expect((await run.finished).code).toBe(130);
    const waits = await command(['requeue', root, '1']);
    expect([waits.code, waits.stderr]).toEqual([3, expect.stringContaining('waits to be evaluated already')]);
    expect((await command(['requeue', root])).code).toBe(2);
    expect((await command(['requeue', root, '1', '--failed'])).code).toBe(2);
    letGo();
  });
});

describe('delete', () => {
  it('moves a trial to the trash; it counts no more, and its number is never used again', async () => {
    const { root } = await finishedRun();
    const { stdout } = await command(['delete', root, '2', '3', '--json']);
    const { trials } = JSON.parse(stdout) as { trials: { trial: string; trash: string }[] };
    expect(trials.map(({ trial }) => trial)).toEqual(['2', '3']);
    expect(trials.every(({ trash }) => existsSync(join(trash, 'result.yaml')))).toBe(true);
    expect(await statesOf(root)).toEqual([['1', 'success']]);
    expect(writtenTrials(root)).toEqual(['1']);
    expect((await command(['resume', root])).code).toBe(0);
    expect(await statesOf(root)).toEqual([
      ['1', 'success'],
      ['4', 'success'],
      ['5', 'success'],
    ]);
    expect((await statusOf(root)).problems).toEqual([]);
  });

  it('can be taken back from the trash', async () => {
    const { root } = await finishedRun();
    const before = await trialsOf(root);
    await command(['delete', root, '2']);
    const listed = JSON.parse((await command(['trash', 'list', root, '--json'])).stdout) as {
      entries: { path: string; original: string }[];
    };
    expect(listed.entries.map(({ original }) => original)).toEqual([join(root, 'results', 'config_2')]);
    const restore = await command(['trash', 'restore', listed.entries[0]?.path ?? '']);
    expect([restore.code, restore.stdout]).toEqual([0, `${join(root, 'results', 'config_2')}\n`]);
    expect(await trialsOf(root)).toEqual(before);
    expect(existsSync(join(root, 'results', '.incumbent-trash'))).toBe(false);
    expect(writtenTrials(root)).toEqual(['1', '2', '3']);
  });

  it('refuses a trial that is being evaluated until it was stopped, and what is not there', async () => {
    const { yaml, root, folder, letGo } = heldSearch();
    const run = startCommand(['run', yaml]);
    await begun(folder, 1);
    const busy = await command(['delete', root, '1', '--json']);
    expect(busy.code).toBe(3);
    expect(JSON.parse(busy.stdout)).toMatchObject({
      error: { code: 'trial-state', details: { trial: '1' } },
    });
    await command(['stop', root, '--trial', '1']);
    await begun(folder, 2);
    expect((await command(['delete', root, '1'])).code).toBe(0);
    expect((await command(['delete', root, '1'])).code).toBe(3);
    letGo();
    expect((await run.finished).code).toBe(0);
    expect((await statesOf(root)).map(([trial]) => trial)).toEqual(['2', '3', '4']);
  });

  it('deletes what is continued only together with what continues it', async () => {
    const space = {
      x: { lower: 0.0, upper: 1.0, type: 'float' },
      epochs: { lower: 1, upper: 9, is_fidelity: true },
    };
    const { root } = await finishedRun({
      pipeline_space: space,
      optimizer: 'successive_halving',
      max_evaluations_total: 14,
    });
    const continuing = (await trialsOf(root)).findLast(({ previous }) => previous !== null);
    const [from, to] = [continuing?.previous ?? '', continuing?.trial ?? ''];
    const refused = await command(['delete', root, from]);
    expect([refused.code, refused.stderr]).toEqual([3, expect.stringContaining(`continued by ${to}`)]);
    expect((await command(['delete', root, to])).code).toBe(0);
    const more = await command(['resume', root, '--set', 'max_evaluations_total=16']);
    expect(more.code).toBe(0);
    const ids = (await trialsOf(root)).map(({ trial }) => trial);
    expect([ids.length, ids.includes(from), ids.includes(to)]).toEqual([16, true, false]);
    const together = (await trialsOf(root)).filter(({ trial }) => trial.split('_')[0] === from.split('_')[0]);
    expect((await command(['delete', root, ...together.map(({ trial }) => trial)])).code).toBe(0);
  });
});

describe('enqueue', () => {
  it('has a configuration of your own evaluated before the optimizer is asked again', async () => {
    const { yaml, root, folder, letGo } = heldSearch();
    const run = startCommand(['run', yaml]);
    await begun(folder, 1);
    const enqueue = await command(['enqueue', root, 'x=0.25']);
    expect([enqueue.code, enqueue.stdout]).toEqual([0, 'Trial 2 is evaluated next\n']);
    letGo();
    expect((await run.finished).code).toBe(0);
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
    const run = startCommand(['run', yaml, '--workers', '2']);
    await begun(folder, 1);
    const more = await command(['resume', root, '--workers', '0', '--set', 'max_evaluations_total=4']);
    expect([more.code, more.stdout]).toEqual([0, expect.stringContaining('go on with these settings')]);
    await begun(folder, 2);
    letGo();
    expect((await run.finished).code).toBe(0);
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
    const first = startCommand(['run', yaml]);
    await begun(folder, 1);
    const second = startCommand(['worker', root]);
    await begun(folder, 2);
    await command(['stop', root]);
    expect(await statusOf(root)).toMatchObject({ state: 'running', stopping: 'finish' });
    const joined = startCommand(['run', yaml]);
    await begun(folder, 3);
    expect(await statusOf(root)).toMatchObject({ state: 'running', stopping: null });
    await command(['stop', root, '--now']);
    expect(
      (await Promise.all([first.finished, second.finished, joined.finished])).map(({ code }) => code),
    ).toEqual([130, 130, 130]);
    expect(await statusOf(root)).toMatchObject({ state: 'stopped', stopping: null, counts: { pending: 3 } });
    letGo();
    expect((await command(['resume', root])).code).toBe(0);
    expect((await statusOf(root)).counts).toMatchObject({ success: 6, pending: 0 });
  });

  it('binds a worker that is being started', async () => {
    const { yaml, root, letGo } = heldSearch();
    const run = startCommand(['run', yaml]);
    await waitUntil(() => existsSync(join(root, '.incumbent', 'run.yaml')));
    const { bound, starting } = await stopRun({ root, now: false, by: 'a test', clock: systemClock });
    expect(bound.length + starting).toBe(1);
    letGo();
    expect((await run.finished).code).toBe(130);
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
