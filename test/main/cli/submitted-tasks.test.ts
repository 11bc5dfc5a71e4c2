import { spawn } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { command, evaluationsIn, NOTING, statusOf, trialsOf } from '#test/support/command-line.ts';
import { searchesOfThisFile } from '#test/support/searches.ts';
import { slurmOfThisFile } from '#test/support/slurm-of-this-file.ts';
import { waitUntil } from '#test/support/wait-until.ts';

const search = searchesOfThisFile();
const { slurm, submit, beginTask, hold } = slurmOfThisFile();

describe('a task of a submission', () => {
  it('has the variables of its submission, dealt by its index, and secret ones from its job alone', async () => {
    const { yaml, root } = search(
      {},
      {
        'objective.mjs': `import { appendFileSync } from 'node:fs';
export function objective({ x }) {
  const { DEVICE, MY_TOKEN, API_KEY } = process.env;
  appendFileSync(new URL('./seen.log', import.meta.url), \`\${DEVICE} \${MY_TOKEN} \${API_KEY}\\n\`);
  return x;
}
`,
      },
    );
    slurm().hold();
    const secrets = ['--env', 'MY_TOKEN=hush', '--env', 'API_KEY=[hush0, hush1]'];
    await submit(yaml, ['--workers', '3', '--env', 'DEVICE=[a, b]', ...secrets]);
    expect(await beginTask(1).ended).toBe(0);
    const seen = readFileSync(join(root, '..', 'seen.log'), 'utf8');
    expect(new Set(seen.trimEnd().split('\n'))).toEqual(new Set(['b hush hush1']));
    const [worker] = (await statusOf(root)).workers;
    for (const name of ['0001.json', '0001.sh', '../run.yaml', `../workers/${worker?.id}.json`]) {
      expect(readFileSync(join(root, '.incumbent', 'submissions', name), 'utf8')).not.toContain('hush');
    }
  });

  it('says which secret variable did not come', async () => {
    const { yaml, root } = search();
    slurm().hold();
    await submit(yaml, ['--env', 'MY_TOKEN=hush']);
    const [task] = slurm().held();
    const { MY_TOKEN: _, ...env } = task?.env ?? {};
    const child = spawn('/bin/sh', [task?.script ?? ''], { env });
    let said = '';
    child.stderr.on('data', (bytes: Buffer) => {
      said += bytes.toString();
    });
    expect(await new Promise((resolve) => child.once('close', resolve))).toBe(2);
    expect(said).toContain('MY_TOKEN did not: Slurm must be allowed to pass it on');
    expect((await statusOf(root)).workers).toEqual([]);
  });

  it('goes home at once where the run was stopped while it waited; a later submission works', async () => {
    const { yaml, root, folder } = search({}, { 'objective.mjs': NOTING });
    slurm().hold();
    await submit(yaml, ['--workers', '2']);
    const stopped = await command(['stop', root]);
    expect(stopped.stdout).toContain('No worker is at work');
    expect(stopped.stderr).toContain('2 tasks of Slurm job 4711 may still wait: leave at once when begun');
    expect(stopped.stderr).toContain('`scancel --state=PENDING 4711`');
    const task = beginTask(0);
    expect(await task.ended).toBe(130);
    expect(task.log()).toContain('left: stopped from the command line');
    expect(evaluationsIn(folder)).toEqual([]);
    expect((await statusOf(root)).submissions).toMatchObject([{ tasks: 2, begun: 1, waiting: 0 }]);

    expect((await submit(yaml)).stdout).toContain('as job 4712\n');
    expect(await beginTask(0).ended).toBe(0);
    expect((await statusOf(root)).state).toBe('finished');
  });

  it('gives its trial back at SIGTERM, even where its pipeline is signalled first', async () => {
    const { yaml, root, folder } = search({}, { 'objective.mjs': NOTING });
    writeFileSync(join(folder, 'hold'), '');
    slurm().hold();
    await submit(yaml);
    const task = beginTask(0);
    const [, , pipeline] = await waitUntil(async () => evaluationsIn(folder)[0] ?? null, 60_000);
    process.kill(Number(pipeline), 'SIGTERM');
    task.child.kill('SIGTERM');
    expect(await task.ended).toBe(130);
    expect(task.log()).toContain('the scheduler ended its job (SIGTERM), at once');
    expect(await trialsOf(root)).toMatchObject([{ state: 'pending', error: null }]);
  });

  it('finishes its evaluation and takes no further one at the warning before its end', async () => {
    const { yaml, root, folder } = search({ max_evaluations_total: 100_000 }, { 'objective.mjs': NOTING });
    writeFileSync(join(folder, 'hold'), '');
    slurm().hold();
    await submit(yaml);
    const task = beginTask(0);
    await waitUntil(async () => evaluationsIn(folder)[0] ?? null, 60_000);
    task.child.kill('SIGUSR2');
    rmSync(join(folder, 'hold'));
    expect(await task.ended).toBe(130);
    expect(task.log()).toContain('the scheduler soon ends its job (SIGUSR2)');
    // The signal may arrive later than the file is gone: a few more trials, each finished.
    const states = (await trialsOf(root)).map(({ state }) => state);
    expect(new Set(states)).toEqual(new Set(['success']));
  });

  it('is not ended by a warning that comes before it listens', async () => {
    const { yaml, folder } = search(
      { optimizer: 'slow.mjs:slow' },
      {
        'slow.mjs': `import { appendFileSync, existsSync } from 'node:fs';
import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';
appendFileSync(new URL('./loads.log', import.meta.url), 'loads\\n');
while (existsSync(new URL('./hold', import.meta.url))) {
  await sleep(10);
}
// Node hands a signal on once a turn: the one before the file was gone must not wait for the worker's own listener.
await turn();
export const slow = { create: () => ({ number }) => ({ kind: 'sample', config: { x: number / 10 } }) };
`,
      },
    );
    slurm().hold();
    await submit(yaml);
    const loads = () => readFileSync(join(folder, 'loads.log'), 'utf8').length;
    const before = loads();
    writeFileSync(join(folder, 'hold'), '');
    const task = beginTask(0);
    await waitUntil(() => loads() > before, 60_000);
    task.child.kill('SIGUSR2');
    rmSync(join(folder, 'hold'));
    expect(await task.ended).toBe(0);
  });

  it('of a job that waited while its run was overwritten has no part in the new one', async () => {
    const { yaml, root } = search();
    await command(['run', yaml]);
    slurm().hold();
    await submit(yaml);
    const task = slurm().held();
    expect((await submit(yaml, ['--overwrite', '--yes'])).stdout).toContain('as job 4712\n');
    hold(task);
    const late = beginTask(0);
    expect(await late.ended).toBe(3);
    expect(late.log()).toContain('found job 4711, while submission 0001 of');
    expect((await statusOf(root)).workers).toEqual([]);
  });

  it('still fails where the function does', async () => {
    const { yaml, root } = search(
      {},
      {
        'objective.mjs': "export function objective() { throw new Error('no'); }\n",
      },
    );
    slurm().hold();
    await submit(yaml);
    expect(await beginTask(0).ended).toBe(1);
    expect(await trialsOf(root)).toMatchObject([{ state: 'failed', error: { message: 'no' } }]);
  });

  it('begins anew where Slurm puts it back into the queue, and counts once', async () => {
    const { yaml, root } = search();
    slurm().hold();
    await submit(yaml, ['--workers', '2', '--set', 'max_evaluations_per_run=1']);
    expect(await beginTask(1).ended).toBe(0);
    expect(await beginTask(1).ended).toBe(0);
    const status = await statusOf(root);
    expect(status.workers).toHaveLength(2);
    expect(status.submissions).toMatchObject([{ tasks: 2, begun: 1, waiting: 1 }]);
    expect(status.message).toBe('Submitted to Slurm: 1 of 2 tasks of job 4711 has begun');
  });
});
