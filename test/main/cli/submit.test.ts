import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RunStatus } from '#core/contract/run/status.ts';
import { command, statusOf } from '#test/support/command-line.ts';
import { searchesOfThisFile } from '#test/support/searches.ts';
import { slurmOfThisFile } from '#test/support/slurm-of-this-file.ts';
import { waitUntil } from '#test/support/wait-until.ts';

const search = searchesOfThisFile();
const { slurm, home, submit, beginTask } = slurmOfThisFile();

function submissionsOf(root: string): readonly string[] {
  return readdirSync(join(root, '.incumbent', 'submissions')).sort();
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
    const [call] = slurm().calls();
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
    slurm().hold();
    await submit(yaml, ['--workers', '2']);
    slurm().queue(['PENDING|Resources', 'PENDING|Priority']);
    const { stdout } = await command(['status', root], { env: { PATH: slurm().path } });
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
    slurm().hold();
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
    slurm().answer({ stdout: '12;north\n' });
    const { stdout } = await submit(yaml);
    expect(stdout).toContain('as job 12 of north\n');
    expect(stdout).toContain('squeue --clusters=north --jobs=12\n');
  });
});

describe('a submission to which nobody heard an answer', () => {
  const submitted = async () => {
    const found = search();
    slurm().hold();
    await submit(found.yaml, ['--workers', '2']);
    const file = join(found.root, '.incumbent', 'submissions', '0001.json');
    const change = (changes: object) =>
      writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), ...changes }));
    change({ job: null });
    return { ...found, change };
  };

  it('is looked for by its script where squeue is', async () => {
    const { root } = await submitted();
    slurm().queue([`4711|PENDING|Resources|${join(root, '.incumbent', 'submissions', '0001.sh')}`]);
    const { stdout } = await command(['status', root], { env: { PATH: slurm().path } });
    expect(stdout).toContain('0 begun. Slurm: 1 pending (Resources), as job 4711\n');
  });

  it('is waited for no longer after ten minutes', async () => {
    const { root, change } = await submitted();
    expect((await statusOf(root)).submissions).toMatchObject([{ job: null, waiting: 2 }]);
    change({ at: new Date(Date.now() - 11 * 60_000).toISOString() });
    const status = await statusOf(root);
    expect(status.submissions).toMatchObject([{ job: null, waiting: 0 }]);
    expect(status.message).toContain('Slurm gave no answer to submission 0001 (2 tasks)');
    expect((await command(['stop', root])).stderr).not.toContain('may still wait');
  });

  it('is that of its job as soon as a task of it has begun, however late', async () => {
    const { root, change } = await submitted();
    change({ at: new Date(Date.now() - 3600_000).toISOString() });
    expect(await beginTask(1).ended).toBe(0);
    expect((await statusOf(root)).submissions).toMatchObject([{ job: '4711', begun: 1, waiting: 1 }]);
  });
});

describe('a submission is refused', () => {
  it('with exit code 4 and nothing written where there is no sbatch', async () => {
    const { yaml, root } = search();
    const { code, stderr } = await command(['submit', yaml, '--slurm'], { env: { PATH: home() } });
    expect(code).toBe(4);
    expect(stderr).toContain('this machine has no sbatch on its PATH');
    expect(existsSync(root)).toBe(false);
  });

  it('with exit code 4 and what sbatch says; the run is there, the submission is not', async () => {
    const { yaml, root } = search();
    slurm().answer({ code: 1, stderr: 'sbatch: error: Invalid account\n' });
    const { code, stderr } = await submit(yaml);
    expect(code).toBe(4);
    expect(stderr).toContain('Slurm must take the job, but sbatch did not: Invalid account');
    expect(submissionsOf(root)).toEqual([]);
    expect(await statusOf(root)).toMatchObject({ state: 'empty', workers: [] });
  });

  it('with what may be there all the same, where sbatch answers with no job', async () => {
    const { yaml, root } = search();
    slurm().answer({ stdout: 'done\n' });
    const { code, stderr } = await submit(yaml);
    expect(code).toBe(4);
    expect(stderr).toContain('Whether it took the job, `squeue` tells');
    const status = await statusOf(root);
    expect(status.submissions).toMatchObject([{ submission: '0001', job: null, waiting: 1 }]);
    expect(status.message).toBe('Submitted to Slurm: 0 of 1 task of submission 0001 have begun');
    expect((await command(['stop', root])).stderr).toContain('One task of submission 0001 may still wait');
  });

  it('with where the run is that was overwritten for it', async () => {
    const { yaml } = search();
    await command(['run', yaml]);
    slurm().answer({ code: 1, stderr: 'sbatch: error: Invalid account\n' });
    const { stderr } = await submit(yaml, ['--overwrite', '--yes']);
    expect(stderr).toMatch(/Invalid account\. The run that was there is kept in .*\.incumbent-trash/);
  });

  it('with exit code 2 for options that it can not give, and without a scheduler', async () => {
    const { yaml, root } = search();
    expect(await submit(yaml, ['--sbatch=--array=0-3'])).toMatchObject({ code: 2 });
    expect(await submit(yaml, ['--sbatch=time=1'])).toMatchObject({ code: 2 });
    expect(await command(['submit', yaml])).toMatchObject({ code: 2 });
    expect(existsSync(root)).toBe(false);
    expect(slurm().calls()).toEqual([]);
  });

  it('with exit code 3 as `run` is', async () => {
    const { yaml } = search();
    await command(['run', yaml]);
    expect((await submit(yaml, ['--set', 'pipeline_space.x=[0, 2]'])).code).toBe(3);
    expect((await submit(yaml, ['--overwrite'])).code).toBe(3);
    expect(slurm().calls()).toEqual([]);
  });
});
