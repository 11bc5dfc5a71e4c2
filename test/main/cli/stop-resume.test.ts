import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isAlive } from '#core/platform/process-identity.ts';
import { runLayout } from '#core/state/layout.ts';
import {
  command,
  evaluationsIn,
  NOTING,
  pidOfTrial,
  startCommand,
  statusOf,
  trialsOf,
} from '#test/support/command-line.ts';
import { searchesOfThisFile } from '#test/support/searches.ts';
import { waitUntil } from '#test/support/wait-until.ts';

const search = searchesOfThisFile();

/** A search whose evaluations last until the file `hold` is removed. */
function heldSearch(settings: Readonly<Record<string, unknown>> = {}) {
  const made = search({ max_evaluations_total: 5, ...settings }, { 'objective.mjs': NOTING, hold: '' });
  return { ...made, letGo: () => rmSync(join(made.folder, 'hold'), { force: true }) };
}

/** Waits until so many evaluations have begun. */
function begun(folder: string, count: number): Promise<unknown> {
  return waitUntil(() => evaluationsIn(folder).filter(([word]) => word === 'begin').length >= count);
}

/** An optimizer whose module the start and the first worker load at once, the second worker once it may. */
const LAST_LOADS_LATE = `import { existsSync, mkdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
const here = (name) => new URL('./' + name, import.meta.url);
const place = [1, 2, 3].find((each) => {
  try {
    mkdirSync(here('load-' + each));
    return true;
  } catch {
    return false;
  }
});
while (place === 3 && existsSync(here('hold-load'))) {
  await sleep(10);
}
export const slow = { create: () => ({ number }) => ({ kind: 'sample', config: { x: number / 10 } }) };
`;

/** False where another has it. */
function takesTheLock(free: string, held: string): boolean {
  try {
    renameSync(free, held);
    return true;
  } catch {
    return false;
  }
}

describe('stopping and resuming', () => {
  it('finishes the evaluation in progress on stop, and the run call ends with 130', async () => {
    const { yaml, root, folder, letGo } = heldSearch();
    const run = command(['run', yaml]);
    await begun(folder, 1);
    const stop = await command(['stop', root]);
    expect([stop.code, stop.stdout]).toEqual([0, expect.stringContaining('one worker')]);
    letGo();
    expect((await run).code).toBe(130);
    expect(await statusOf(root)).toMatchObject({ state: 'stopped', counts: { success: 1, pending: 0 } });
  });

  it('interrupts the evaluation on stop --now; its trial goes back to the queue uncounted', async () => {
    const { yaml, root, folder, letGo } = heldSearch();
    const run = command(['run', yaml]);
    await begun(folder, 1);
    expect((await command(['stop', root, '--now'])).code).toBe(0);
    expect((await run).code).toBe(130);
    expect(await statusOf(root)).toMatchObject({ state: 'stopped', counts: { success: 0, pending: 1 } });
    letGo();
    expect((await command(['resume', root])).code).toBe(0);
    const trials = await trialsOf(root);
    expect(trials.map(({ trial, state }) => [trial, state])).toEqual(
      ['1', '2', '3', '4', '5'].map((trial) => [trial, 'success']),
    );
    expect(trials[0]?.attempt).toBe(2);
  });

  it('goes on with a smaller budget, set by resume --set or in the YAML', async () => {
    const { yaml, root, folder, letGo } = heldSearch({ max_evaluations_total: 12_066 });
    const run = command(['run', yaml]);
    await begun(folder, 1);
    const lowered = await command(['resume', root, '--workers', '0', '--set', 'max_evaluations_total=3']);
    expect(lowered.code).toBe(0);
    letGo();
    expect((await run).code).toBe(0);
    const budget = async () => (await statusOf(root)).budget.evaluations;
    expect(await budget()).toEqual({ completed: 3, committed: 3, total: 3 });
    expect(
      (
        await command([
          'resume',
          root,
          '--set',
          'max_evaluations_total=9',
          '--set',
          'max_evaluations_per_run=1',
        ])
      ).code,
    ).toBe(0);
    writeFileSync(yaml, readFileSync(yaml, 'utf8').replace('12066', '5'));
    expect((await command(['run', yaml])).code).toBe(0);
    expect(await budget()).toEqual({ completed: 5, committed: 5, total: 5 });
  });

  it('stops only the workers of its own call on Ctrl-C: first gracefully, then now', async () => {
    const { yaml, root, folder, letGo } = heldSearch();
    const other = command(['run', yaml]);
    await begun(folder, 1);
    const own = startCommand(['run', yaml]);
    await begun(folder, 2);
    own.child.kill('SIGINT');
    await waitUntil(() => own.output.stderr.includes('Ctrl-C again'));
    own.child.kill('SIGINT');
    expect((await own.finished).code).toBe(130);
    const status = await statusOf(root);
    expect(status.state).toBe('running');
    expect(status.workers.filter(({ alive }) => alive !== false)).toHaveLength(1);
    letGo();
    expect((await other).code).toBe(0);
    expect((await statusOf(root)).counts).toMatchObject({ success: 5, pending: 0 });
  });

  it('stops its workers on a Ctrl-C that comes while others of them are still being started', async () => {
    const { yaml, root, folder } = search(
      { optimizer: 'slow.mjs:slow', max_evaluations_total: 5 },
      { 'objective.mjs': NOTING, 'slow.mjs': LAST_LOADS_LATE, hold: '', 'hold-load': '' },
    );
    const run = startCommand(['run', yaml, '--workers', '2']);
    await begun(folder, 1);
    run.child.kill('SIGINT');
    rmSync(join(folder, 'hold-load'));
    await waitUntil(() => run.output.stderr.includes('Ctrl-C again'));
    run.child.kill('SIGINT');
    expect((await run.finished).code).toBe(130);
    expect((await statusOf(root)).workers).toMatchObject([{ alive: false }, { alive: false }]);
  });

  it('stops now on a second Ctrl-C also where both reach a worker at the same moment', async () => {
    const { yaml, root, folder } = heldSearch();
    const run = startCommand(['run', yaml]);
    await begun(folder, 1);
    const pid = await pidOfTrial(root, '1');
    process.kill(pid, 'SIGSTOP');
    run.child.kill('SIGINT');
    await waitUntil(() => run.output.stderr.includes('Ctrl-C again'));
    run.child.kill('SIGINT');
    await waitUntil(() => run.output.stderr.includes('Stopping now'));
    process.kill(pid, 'SIGCONT');
    expect((await run.finished).code).toBe(130);
    expect(await statusOf(root)).toMatchObject({ state: 'stopped', counts: { success: 0, pending: 1 } });
  });

  it('has a worker say why it left, also where one signal more comes while it leaves', async () => {
    const { yaml, root, folder } = heldSearch();
    const run = command(['run', yaml]);
    await begun(folder, 1);
    const pid = await pidOfTrial(root, '1');
    const [{ id = '' } = {}] = (await statusOf(root)).workers;
    const { lock, freeLock, workerLog } = runLayout(root);
    // Its summary waits for the lock, once the step that began the evaluation has let go of it.
    await waitUntil(() => takesTheLock(freeLock, lock));
    process.kill(pid, 'SIGTERM');
    process.kill(pid, 'SIGINT');
    await waitUntil(() => readFileSync(workerLog(id), 'utf8').includes('leaves: '));
    process.kill(pid, 'SIGTERM');
    renameSync(lock, freeLock);
    const { code, stderr } = await run;
    expect([code, stderr]).toEqual([130, expect.not.stringContaining('was killed')]);
    expect((await statusOf(root)).workers[0]?.ended_because).toContain('stopped a second time');
  });

  it('lets a resume change what may change and refuses the rest', async () => {
    const { yaml, root } = search();
    await command(['run', yaml]);
    const refused = await command(['resume', root, '--set', 'seed=1']);
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('seed')]);
    expect((await command(['resume', root, '--set', 'max_evaluations_total=6', '--workers', '2'])).code).toBe(
      0,
    );
    expect((await statusOf(root)).counts.success).toBe(6);
  });

  it('says that nothing is to be stopped where no worker lives', async () => {
    const { yaml, root } = search();
    await command(['run', yaml]);
    const stop = await command(['stop', root]);
    expect([stop.code, stop.stdout]).toEqual([0, expect.stringContaining('nothing to stop')]);
    expect((await statusOf(root)).state).toBe('finished');
  });
});

describe('the death of processes', () => {
  it('leaves the workers running when the launching process is killed', async () => {
    const { yaml, root, folder, letGo } = heldSearch();
    const run = startCommand(['run', yaml]);
    await begun(folder, 1);
    run.child.kill('SIGKILL');
    await run.finished;
    expect((await statusOf(root)).state).toBe('running');
    letGo();
    await expect.poll(async () => (await statusOf(root)).state).toBe('finished');
    expect((await statusOf(root)).counts).toMatchObject({ success: 5 });
  });

  it('loses with a killed worker only its trial in progress, which another worker evaluates again', async () => {
    const { yaml, root, folder, letGo } = heldSearch();
    const run = command(['run', yaml, '--workers', '2']);
    await begun(folder, 2);
    process.kill(await pidOfTrial(root, '1'), 'SIGKILL');
    letGo();
    const { code, stderr } = await run;
    expect([code, stderr]).toEqual([0, expect.stringContaining('was killed')]);
    const trials = await trialsOf(root);
    expect(trials.map(({ state }) => state)).toEqual(Array(5).fill('success'));
    expect(trials.find(({ trial }) => trial === '1')?.attempt).toBe(2);
  });

  it('re-queues the last trial even where the other workers have nothing left to do', async () => {
    const { yaml, root, folder, letGo } = heldSearch({ max_evaluations_total: 1 });
    const run = command(['run', yaml, '--workers', '2']);
    await begun(folder, 1);
    process.kill(await pidOfTrial(root, '1'), 'SIGKILL');
    letGo();
    expect((await run).code).toBe(0);
    expect(await statusOf(root)).toMatchObject({ state: 'finished', counts: { success: 1, stale: 0 } });
  });

  it('shows a run as stalled whose only worker was killed, and a resume evaluates its trial again', async () => {
    const { yaml, root, folder, letGo } = heldSearch();
    const run = command(['run', yaml]);
    await begun(folder, 1);
    process.kill(await pidOfTrial(root, '1'), 'SIGKILL');
    expect((await run).code).toBe(4);
    expect(await statusOf(root)).toMatchObject({ state: 'stalled', counts: { stale: 1 } });
    letGo();
    expect((await command(['resume', root])).code).toBe(0);
    expect((await statusOf(root)).counts).toMatchObject({ success: 5, stale: 0 });
  });

  it("leaves a dead worker's trial to a person with requeue: ask", async () => {
    const { yaml, root, folder, letGo } = heldSearch({
      max_evaluations_total: 2,
      incumbent: { requeue: 'ask' },
    });
    const run = command(['run', yaml, '--workers', '2']);
    await begun(folder, 2);
    process.kill(await pidOfTrial(root, '1'), 'SIGKILL');
    letGo();
    await run;
    expect(await statusOf(root)).toMatchObject({ state: 'stalled', counts: { success: 1, stale: 1 } });
  });

  it('gives a trial up whose workers die again and again', async () => {
    const { yaml, root } = search(
      { max_evaluations_total: 2, incumbent: { max_requeues: 1 } },
      {
        // The first trial kills its worker, which started its process; the others are harmless.
        'objective.mjs': `export async function objective({ x }, context) {
  if (context.pipelineId === '1') {
    process.kill(process.ppid, 'SIGKILL');
    await new Promise((resolve) => setTimeout(resolve, 60_000));
  }
  return x;
}`,
      },
    );
    expect((await command(['run', yaml])).code).toBe(4);
    expect((await command(['resume', root])).code).toBe(4);
    expect((await command(['resume', root])).code).toBe(0);
    const trials = await trialsOf(root);
    expect(trials.map(({ trial, state }) => [trial, state])).toEqual([
      ['1', 'crashed'],
      ['2', 'success'],
    ]);
    expect((await statusOf(root)).state).toBe('finished');
  });

  it('leaves without writing when another run takes the place of its own', async () => {
    const { yaml, root, folder, letGo } = heldSearch();
    const first = command(['run', yaml]);
    await begun(folder, 1);
    renameSync(root, `${root}-moved`);
    const second = command(['run', yaml, '--set', 'max_evaluations_total=2']);
    await begun(folder, 2);
    letGo();
    expect((await first).code).toBe(3);
    expect((await second).code).toBe(0);
    const status = await statusOf(root);
    expect(status).toMatchObject({ state: 'finished', counts: { success: 2 }, problems: [] });
    expect(status.workers).toHaveLength(1);
    expect((await statusOf(`${root}-moved`)).counts).toMatchObject({ success: 0, stale: 1 });
  });

  it('leaves without writing when its root is gone', async () => {
    const { yaml, root, folder, letGo } = heldSearch();
    const run = command(['run', yaml]);
    await begun(folder, 1);
    const pid = await pidOfTrial(root, '1');
    // Its worker goes on writing while a directory is emptied: moved first, it is gone in one moment.
    renameSync(root, `${root}-moved`);
    writeFileSync(root, 'something else');
    rmSync(`${root}-moved`, { recursive: true });
    letGo();
    await run;
    await waitUntil(() => !isAlive(pid, null));
    expect(readFileSync(root, 'utf8')).toBe('something else');
  });
});
