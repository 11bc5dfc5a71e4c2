import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { command, evaluationsIn, statusOf, trialsOf } from '#test/support/command-line.ts';
import { begun, statesOf, steeredRunsOfThisFile, writtenTrials } from './steered-runs.ts';

const { heldSearch, finishedRun } = steeredRunsOfThisFile();

describe('stop --trial', () => {
  it('ends one evaluation as failed and halts nothing; its worker goes on with the next trial', async () => {
    const { yaml, root, folder, letGo } = heldSearch();
    const run = command(['run', yaml]);
    await begun(folder, 1);
    const stop = await command(['stop', root, '--trial', '1']);
    expect([stop.code, stop.stdout]).toEqual([0, expect.stringContaining('evaluation of trial 1')]);
    await begun(folder, 2);
    letGo();
    expect((await run).code).toBe(0);
    const trials = await trialsOf(root);
    expect(trials.map(({ trial, state }) => [trial, state])).toEqual([
      ['1', 'failed'],
      ['2', 'success'],
      ['3', 'success'],
    ]);
    expect(trials[0]?.error).toEqual({
      type: 'Stopped',
      message: 'stopped from the command line',
      traceback: '',
    });
    expect((await statusOf(root)).workers).toHaveLength(1);
    expect(evaluationsIn(folder).filter(([word, trial]) => word === 'end' && trial === '1')).toEqual([]);
  });

  it('leaves the next attempt of that trial alone', async () => {
    const { yaml, root, folder, letGo } = heldSearch({ max_evaluations_total: 1 });
    const first = command(['run', yaml]);
    await begun(folder, 1);
    await command(['stop', root, '--trial', '1']);
    expect((await first).code).toBe(0);
    expect((await command(['requeue', root, '1'])).code).toBe(0);
    letGo();
    expect((await command(['resume', root])).code).toBe(0);
    expect((await trialsOf(root))[0]).toMatchObject({ state: 'success', attempt: 2, error: null });
  });

  it('refuses what is not being evaluated, and then stops none of them', async () => {
    const { yaml, root, folder, letGo } = heldSearch();
    const run = command(['run', yaml]);
    await begun(folder, 1);
    const unknown = await command(['stop', root, '--trial', '1', '--trial', '77']);
    expect([unknown.code, unknown.stderr]).toEqual([3, expect.stringContaining('no trial 77')]);
    letGo();
    expect((await run).code).toBe(0);
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
    const run = command(['run', yaml]);
    await begun(folder, 1);
    await command(['stop', root, '--trial', '1']);
    await begun(folder, 2);
    process.kill(Number(evaluationsIn(folder)[1]?.[2]), 'SIGKILL');
    expect((await run).code).toBe(0);
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
    const run = command(['run', yaml, '--workers', '3']);
    await begun(folder, 2);
    await command(['stop', root, '--trial', '1']);
    await expect.poll(async () => (await statusOf(root)).counts.failed).toBe(1);
    expect((await command(['requeue', root, '1'])).stdout).toMatch(/^Trial 1 waits to be evaluated again\n$/);
    await begun(folder, 3);
    letGo();
    expect((await run).code).toBe(0);
    expect(await statesOf(root)).toEqual([
      ['1', 'success'],
      ['2', 'success'],
    ]);
  });

  it('refuses a trial that waits, one that is evaluated, and a call that names none', async () => {
    const { yaml, root, folder, letGo } = heldSearch();
    const run = command(['run', yaml]);
    await begun(folder, 1);
    const busy = await command(['requeue', root, '1']);
    expect([busy.code, busy.stderr]).toEqual([3, expect.stringContaining('stop it first')]);
    expect((await command(['stop', root, '--now'])).code).toBe(0);
    expect((await run).code).toBe(130);
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
    const run = command(['run', yaml]);
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
    expect((await run).code).toBe(0);
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
