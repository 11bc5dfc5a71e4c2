import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runProgram } from '#core/launch/slurm/run-program.ts';
import { parseAnswer, slurmRefusal, submissionEnvironment, submitScript } from '#core/launch/slurm/sbatch.ts';
import { askQueue, findQueue, parseQueue } from '#core/launch/slurm/squeue.ts';
import { type FakeSlurm, fakeSlurm } from '#test/support/fake-slurm.ts';
import { folderWith } from '#test/support/folder-with.ts';

let folder: string;
let slurm: FakeSlurm;
beforeEach(() => {
  folder = folderWith({});
  slurm = fakeSlurm(folder);
});
afterEach(() => rmSync(folder, { recursive: true }));

function submit() {
  slurm.hold();
  const args = ['--parsable', '--array=0-1', `--output=${folder}/%a.log`];
  return submitScript({ args, script: join(folder, 'job.sh'), env: { PATH: slurm.path } });
}

describe('what sbatch answers', () => {
  test.each([
    ['4711\n', { job: '4711', cluster: null }],
    ['4711;north\n', { job: '4711', cluster: 'north' }],
    ['Welcome to the cluster\n\n4711;north\n', { job: '4711', cluster: 'north' }],
    ['4711\nYour quota is used up to 90 %\n', { job: '4711', cluster: null }],
    ['', null],
    ['Submitted batch job\n', null],
    ['12 jobs are waiting\n', null],
  ])('%j is read', (stdout, job) => {
    expect(parseAnswer(stdout)).toEqual(job);
  });

  test('is the job', async () => {
    expect(await submit()).toEqual({ job: '4711', cluster: null });
    expect(slurm.calls()[0]?.args.slice(0, 2)).toEqual(['--parsable', '--array=0-1']);
  });

  test('is told where it refuses, without its own name before it', async () => {
    slurm.answer({
      code: 1,
      stderr:
        'Please give an account\nsbatch: error: Batch job submission failed: Invalid partition name specified\n',
    });
    await expect(submit()).rejects.toMatchObject({
      code: 'process-failed',
      message:
        'Slurm must take the job, but sbatch did not: Batch job submission failed: Invalid partition name specified',
      details: { asked: false },
    });
  });

  test('may leave open whether there is a job', async () => {
    slurm.answer({ stdout: 'done\n' });
    await expect(submit()).rejects.toMatchObject({
      message: expect.stringContaining(
        'its answer has no job id: "done". Whether it took the job, `squeue` tells',
      ),
      details: { asked: true },
    });
  });
});

test('a program that does not answer is ended', async () => {
  const program = join(folder, 'slow');
  writeFileSync(program, '#!/bin/sh\nexec sleep 60\n');
  chmodSync(program, 0o755);
  expect(await runProgram({ program, args: [], env: process.env, limitSeconds: 0.2 })).toEqual({
    stdout: '',
    problem: 'no answer within 0.2 s',
    isLate: true,
  });
});

describe('a job', () => {
  test('begins without what another job was given, but with where the settings of Slurm are', () => {
    const env = {
      HOME: '/cluster/ada',
      SLURM_CONF: '/etc/elsewhere/slurm.conf',
      SBATCH_ACCOUNT: 'lab',
      SLURM_JOB_ID: '1',
      SLURM_MEM_PER_NODE: '4000',
      SLURM_CPU_BIND: 'mask_cpu:0x1',
      SLURMD_NODENAME: 'n1',
      SRUN_DEBUG: '3',
      PMI_RANK: '0',
      PMIX_RANK: '0',
      INCUMBENT_PROCESS_MARK: 'x',
    };
    expect(submissionEnvironment(env)).toEqual({
      HOME: '/cluster/ada',
      SLURM_CONF: '/etc/elsewhere/slurm.conf',
      SBATCH_ACCOUNT: 'lab',
    });
  });
});

describe('Slurm can be asked', () => {
  test('where sbatch is', async () => {
    expect(await slurmRefusal({ PATH: slurm.path }, '/usr/bin/node')).toBeNull();
    expect(await slurmRefusal({ PATH: folder }, '/usr/bin/node')).toContain('no sbatch on its PATH');
  });

  test('not by a program in an AppImage, which no other machine sees', async () => {
    const env = { PATH: slurm.path, APPIMAGE: '/cluster/ada/incumbent.AppImage', APPDIR: '/tmp/.mount_inc' };
    expect(await slurmRefusal(env, '/tmp/.mount_inc/incumbent')).toContain('AppImage');
    expect(await slurmRefusal(env, '/usr/bin/node')).toBeNull();
  });
});

describe('the queue of a job', () => {
  test('counts tasks by their state and says why they wait', () => {
    expect(parseQueue('RUNNING|None\nPENDING|Priority\nPENDING|Resources\nWARNING: slow\n')).toEqual({
      states: { RUNNING: 1, PENDING: 2 },
      reason: 'Priority',
    });
  });

  test('is empty for a job that Slurm has forgotten', async () => {
    const job = { job: '4711', cluster: null };
    expect(await askQueue(job, { PATH: slurm.path })).toEqual({ states: {}, reason: null });
    slurm.queue(['PENDING|JobHeldUser']);
    expect(await askQueue(job, { PATH: slurm.path })).toEqual({
      states: { PENDING: 1 },
      reason: 'JobHeldUser',
    });
    expect(await askQueue(job, { PATH: folder })).toContain('no squeue');
  });

  test('is found by its script where its id is not known', async () => {
    const script = '/runs/a|b/.incumbent/submissions/0001.sh';
    slurm.queue([
      `4711|PENDING|Priority|/runs/other/.incumbent/submissions/0001.sh`,
      `4712|PENDING|Resources|${script}`,
      `4712|RUNNING|None|${script}`,
    ]);
    const env = { PATH: slurm.path };
    expect(await findQueue(script, env)).toEqual({
      job: '4712',
      states: { PENDING: 1, RUNNING: 1 },
      reason: 'Resources',
    });
    expect(await findQueue('/runs/third.sh', env)).toEqual({ states: {}, reason: null });
    expect(await findQueue(script, { PATH: folder })).toContain('no squeue');
  });
});
