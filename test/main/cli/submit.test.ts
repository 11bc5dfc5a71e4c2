import { spawn } from 'node:child_process';
import { existsSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunStatus } from '#core/contract/status.ts';
import { command, evaluationsIn, NOTING, statusOf, trialsOf } from '#test/support/command-line.ts';
import { type FakeSlurm, fakeSlurm } from '#test/support/fake-slurm.ts';
import { folderWith } from '#test/support/folder-with.ts';
import { searchesOfThisFile } from '#test/support/searches.ts';
import { waitUntil } from '#test/support/wait-until.ts';

const search = searchesOfThisFile();

let home: string;
let slurm: FakeSlurm;
beforeEach(() => {
  home = folderWith({});
  slurm = fakeSlurm(home);
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

/** Submits as a person on a machine with Slurm does. */
function submit(yaml: string, args: readonly string[] = [], env: Record<string, string> = {}) {
  return command(['submit', yaml, '--slurm', ...args], { env: { PATH: slurm.path, ...env } });
}

function submissionsOf(root: string): readonly string[] {
  return readdirSync(join(root, '.incumbent', 'submissions')).sort();
}

/** Begins one of the tasks that were held. */
function beginTask(index: number) {
  const task = slurm.held()[index];
  if (task === undefined) {
    throw new Error(`no task ${index} is held`);
  }
  const output = openSync(task.log, 'a');
  const child = spawn('/bin/sh', [task.script], { env: task.env, stdio: ['ignore', output, output] });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { child, ended, log: () => readFileSync(task.log, 'utf8') };
}

describe('incumbent submit', () => {
  it('submits workers as one array job and tells which and where its files are', async () => {
    const { yaml, root } = search();
    const { code, stdout } = await submit(yaml, [
      '--workers',
      '3',
      '--sbatch=--time=1:00:00',
      '--sbatch',
      '-p gpu',
    ]);
    expect(code).toBe(0);
    expect(stdout.split('\n')[0]).toBe('Submitted 3 workers to Slurm as job 4711');
    expect(stdout).toContain(`Stop:   incumbent stop ${root}; scancel 4711\n`);
    const [call] = slurm.calls();
    expect(call?.args).toEqual([
      '--parsable',
      '--job-name=incumbent-results',
      '--signal=B:USR2@60',
      '--open-mode=append',
      '--time=1:00:00',
      '-p',
      'gpu',
      '--array=0-2',
      `--output=${join(root, '.incumbent', 'submissions', '0001-%a.log')}`,
      join(root, '.incumbent', 'submissions', '0001.sh'),
    ]);
    const status = await waitUntil(async () => {
      const now = await statusOf(root);
      return now.workers.length === 3 && now.workers.every(({ alive }) => alive === false) ? now : null;
    });
    expect(status).toMatchObject({ state: 'finished', counts: { success: 4 } });
    expect(status.submissions).toMatchObject([{ job: '4711', tasks: 3, begun: 3, waiting: 0, alive: 0 }]);
    expect(submissionsOf(root)).toEqual(['0001-0.log', '0001-1.log', '0001-2.log', '0001.json', '0001.sh']);
  });

  it('says how many tasks have begun, and asks Slurm for those that have not', async () => {
    const { yaml, root } = search();
    slurm.hold();
    await submit(yaml, ['--workers', '2']);
    slurm.queue(['PENDING|Resources', 'PENDING|Priority']);
    const { stdout } = await command(['status', root], { env: { PATH: slurm.path } });
    expect(stdout).toContain('Submitted to Slurm: 0 of 2 tasks of job 4711 have begun\n');
    expect(stdout).toContain(
      'submitted    2 tasks as Slurm job 4711, 0 begun. Slurm: 2 pending (Resources)\n',
    );
  });

  it('prints the script with --dry-run, writes nothing and needs no Slurm', async () => {
    const { yaml, root } = search();
    const { code, stdout, stderr } = await command(
      ['submit', yaml, '--slurm', '--workers', '5', '--dry-run'],
      {
        env: { PATH: '' },
      },
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^#!\/bin\/sh\n/);
    expect(stdout).toContain('#SBATCH --array=0-4\n');
    expect(existsSync(root)).toBe(false);
    await submit(yaml);
    const second = await command(['submit', yaml, '--slurm', '--dry-run', '--json']);
    expect(JSON.parse(second.stdout)).toMatchObject({ schema: 1, root, submission: '0002' });
    expect(submissionsOf(root)).not.toContain('0002.json');
    const other = await command(['submit', yaml, '--slurm', '--dry-run', '--set', 'pipeline_space.x=[0, 2]']);
    expect(other.code).toBe(3);
  });

  it('makes the document of --json', async () => {
    const { yaml, root } = search();
    slurm.hold();
    const { stdout } = await submit(yaml, [
      '--json',
      '--env',
      'A=1',
      '--env',
      'MY_TOKEN=hush',
      '--seed',
      '7',
    ]);
    const document = JSON.parse(stdout) as RunStatus & { launch: Record<string, unknown> };
    expect(document).toMatchObject({ schema: 1, root, state: 'empty', last_env: { A: '1' } });
    expect(document.launch).toMatchObject({
      how: 'created',
      workers: [],
      exit_code: null,
      submission: {
        job: '4711',
        cluster: null,
        env: { A: '1' },
        secret_env: ['MY_TOKEN'],
        script: join(root, '.incumbent', 'submissions', '0001.sh'),
        log: join(root, '.incumbent', 'submissions', '0001-TASK.log'),
      },
    });
    expect(readFileSync(join(root, '.incumbent', 'run.yaml'), 'utf8')).toContain('seed: 7');
  });

  it('names the cluster where sbatch names one', async () => {
    const { yaml } = search();
    slurm.answer({ stdout: '12;north\n' });
    const { stdout } = await submit(yaml);
    expect(stdout).toContain('as job 12 of north\n');
    expect(stdout).toContain('squeue --clusters=north --jobs=12\n');
  });
});

describe('a submission is refused', () => {
  it('with exit code 4 and nothing written where there is no sbatch', async () => {
    const { yaml, root } = search();
    const { code, stderr } = await command(['submit', yaml, '--slurm'], { env: { PATH: home } });
    expect(code).toBe(4);
    expect(stderr).toContain('this machine has no sbatch on its PATH');
    expect(existsSync(root)).toBe(false);
  });

  it('with exit code 4 and what sbatch says; the run is there, the submission is not', async () => {
    const { yaml, root } = search();
    slurm.answer({ code: 1, stderr: 'sbatch: error: Invalid account\n' });
    const { code, stderr } = await submit(yaml);
    expect(code).toBe(4);
    expect(stderr).toContain('Slurm must take the job, but sbatch did not: Invalid account');
    expect(submissionsOf(root)).toEqual([]);
    expect(await statusOf(root)).toMatchObject({ state: 'empty', workers: [] });
  });

  it('with where the run is that was overwritten for it', async () => {
    const { yaml } = search();
    await command(['run', yaml]);
    slurm.answer({ code: 1, stderr: 'sbatch: error: Invalid account\n' });
    const { stderr } = await submit(yaml, ['--overwrite', '--yes']);
    expect(stderr).toMatch(/Invalid account\. The run that was there is kept in .*\.incumbent-trash/);
  });

  it('with exit code 2 for options that it can not give, and without a scheduler', async () => {
    const { yaml, root } = search();
    expect(await submit(yaml, ['--sbatch=--array=0-3'])).toMatchObject({ code: 2 });
    expect(await submit(yaml, ['--sbatch=time=1'])).toMatchObject({ code: 2 });
    expect(await command(['submit', yaml])).toMatchObject({ code: 2 });
    expect(existsSync(root)).toBe(false);
    expect(slurm.calls()).toEqual([]);
  });

  it('with exit code 3 as `run` is', async () => {
    const { yaml } = search();
    await command(['run', yaml]);
    expect((await submit(yaml, ['--set', 'pipeline_space.x=[0, 2]'])).code).toBe(3);
    expect((await submit(yaml, ['--overwrite'])).code).toBe(3);
    expect(slurm.calls()).toEqual([]);
  });
});

describe('a task', () => {
  it('has the variables of its submission, dealt by its index, and secret ones from its job alone', async () => {
    const { yaml, root } = search(
      {},
      {
        'objective.mjs': `import { appendFileSync } from 'node:fs';
export function objective({ x }) {
  appendFileSync(new URL('./seen.log', import.meta.url), \`\${process.env.DEVICE} \${process.env.MY_TOKEN}\\n\`);
  return x;
}
`,
      },
    );
    slurm.hold();
    await submit(yaml, ['--workers', '3', '--env', 'DEVICE=[a, b]', '--env', 'MY_TOKEN=hush']);
    expect(await beginTask(1).ended).toBe(0);
    const seen = readFileSync(join(root, '..', 'seen.log'), 'utf8');
    expect(new Set(seen.trimEnd().split('\n'))).toEqual(new Set(['b hush']));
    for (const name of ['0001.json', '0001.sh', '../run.yaml']) {
      expect(readFileSync(join(root, '.incumbent', 'submissions', name), 'utf8')).not.toContain('hush');
    }
  });

  it('says which secret variable did not come', async () => {
    const { yaml, root } = search();
    slurm.hold();
    await submit(yaml, ['--env', 'MY_TOKEN=hush']);
    const [task] = slurm.held();
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
    slurm.hold();
    await submit(yaml, ['--workers', '2']);
    const stopped = await command(['stop', root]);
    expect(stopped.stdout).toContain('No worker has begun yet');
    expect(stopped.stderr).toContain('2 tasks of Slurm job 4711 may still wait: leave at once when begun');
    expect(stopped.stderr).toContain('`scancel --state=PENDING 4711`');
    const task = beginTask(0);
    expect(await task.ended).toBe(130);
    expect(task.log()).toContain('left: asked to by the command line');
    expect(evaluationsIn(folder)).toEqual([]);
    expect((await statusOf(root)).submissions).toMatchObject([{ tasks: 2, begun: 1, waiting: 0 }]);

    expect((await submit(yaml)).stdout).toContain('as job 4712\n');
    expect(await beginTask(0).ended).toBe(0);
    expect((await statusOf(root)).state).toBe('finished');
  });

  it('gives its trial back at SIGTERM, even where its pipeline is signalled first', async () => {
    const { yaml, root, folder } = search({}, { 'objective.mjs': NOTING });
    writeFileSync(join(folder, 'hold'), '');
    slurm.hold();
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
    slurm.hold();
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

  it('of a job that waited while its run was overwritten has no part in the new one', async () => {
    const { yaml, root } = search();
    await command(['run', yaml]);
    slurm.hold();
    await submit(yaml);
    const task = slurm.held();
    expect((await submit(yaml, ['--overwrite', '--yes'])).stdout).toContain('as job 4712\n');
    writeFileSync(join(home, 'held.json'), JSON.stringify(task));
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
    slurm.hold();
    await submit(yaml);
    expect(await beginTask(0).ended).toBe(1);
    expect(await trialsOf(root)).toMatchObject([{ state: 'failed', error: { message: 'no' } }]);
  });

  it('begins anew where Slurm puts it back into the queue, and counts once', async () => {
    const { yaml, root } = search();
    slurm.hold();
    await submit(yaml, ['--workers', '2', '--set', 'max_evaluations_per_run=1']);
    expect(await beginTask(1).ended).toBe(0);
    expect(await beginTask(1).ended).toBe(0);
    const status = await statusOf(root);
    expect(status.workers).toHaveLength(2);
    expect(status.submissions).toMatchObject([{ tasks: 2, begun: 1, waiting: 1 }]);
    expect(status.message).toBe('Submitted to Slurm: 1 of 2 tasks of job 4711 has begun');
  });
});
