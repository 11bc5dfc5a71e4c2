import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { command, evaluationsIn, NOTING, statusOf, trialsOf } from '#test/support/command-line.ts';
import { searchesOfThisFile } from '#test/support/searches.ts';
import { SLURM_MISSING, type SlurmCluster, startSlurmCluster } from '#test/support/slurm-cluster.ts';
import { waitUntil } from '#test/support/wait-until.ts';

const search = searchesOfThisFile();
const PATIENCE = 60_000;

const TITLE = 'workers on a real cluster (needs the programs of Slurm, and root to start its daemons)';
if (SLURM_MISSING !== null) {
  console.log(`${TITLE}: ${SLURM_MISSING}`);
}

describe.skipIf(SLURM_MISSING !== null)(TITLE, { timeout: 180_000 }, () => {
  let cluster: SlurmCluster;
  beforeAll(async () => {
    cluster = await startSlurmCluster();
  }, 120_000);
  afterAll(async () => {
    await cluster?.stop();
  });

  async function submit(yaml: string, ...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await command(['submit', yaml, '--slurm', ...args], {
      env: cluster.env,
    });
    const job = /as job (\d+)\n/.exec(stdout)?.[1];
    if (code !== 0 || job === undefined) {
      throw new Error(`not submitted: ${stdout}${stderr}`);
    }
    return job;
  }

  const allAre = (job: string, state: string) =>
    waitUntil(async () => (await cluster.states(job)).every((each) => each === state), PATIENCE);

  it('share a run, each with a log, and end by themselves', async () => {
    const { yaml, root } = search({ max_evaluations_total: 6 });
    const job = await submit(yaml, '--workers', '3', '--sbatch=--comment=a "b" \\ #c', '--sbatch', '-t 10');
    await allAre(job, 'COMPLETED');
    expect(await statusOf(root)).toMatchObject({
      state: 'finished',
      counts: { success: 6 },
      submissions: [{ job, tasks: 3, begun: 3, waiting: 0, alive: 0 }],
    });
    expect(await cluster.program('scontrol', 'show', 'job', job)).toContain('Comment=a "b" \\ #c');
    for (const task of [0, 1, 2]) {
      const log = join(root, '.incumbent', 'submissions', `0001-${task}.log`);
      expect(readFileSync(log, 'utf8')).toContain('left: max_evaluations_total is reached');
    }
  });

  it('are found whatever is in the paths, and are those of their own job alone', async () => {
    const { yaml, root } = search({ root_directory: `a b's #1 "%a" $x` });
    const job = await submit(yaml);
    await allAre(job, 'COMPLETED');
    const script = join(root, '..', `a b's #1 "%a" $x`, '.incumbent', 'submissions', '0001.sh');
    const log = script.replace(/\.sh$/, '-0.log');
    expect(readFileSync(log, 'utf8')).toContain('left: max_evaluations_total is reached');
    // Its lines alone are understood too: the log is found.
    const other = await cluster.program('sbatch', '--parsable', script);
    await allAre(other, 'FAILED');
    expect(readFileSync(log, 'utf8')).toContain(`found job ${other}, while submission 0001 of`);
  });

  it('give their trials back when their job is cancelled', async () => {
    const { yaml, root, folder } = search({}, { 'objective.mjs': NOTING });
    writeFileSync(join(folder, 'hold'), '');
    const job = await submit(yaml, '--workers', '2');
    await waitUntil(() => evaluationsIn(folder).length === 2, PATIENCE);
    await cluster.program('scancel', job);
    await allAre(job, 'CANCELLED');
    const trials = await waitUntil(async () => {
      const now = await trialsOf(root);
      return now.every(({ state }) => state === 'pending') && now;
    }, PATIENCE);
    expect(trials).toHaveLength(2);
    await expect
      .poll(async () => (await statusOf(root)).message)
      .toContain('the scheduler ended its job (SIGTERM)');
    rmSync(join(folder, 'hold'));
  });

  it('take no further trial when their job is about to end', async () => {
    const { yaml, root, folder } = search({ max_evaluations_total: 100_000 }, { 'objective.mjs': NOTING });
    writeFileSync(join(folder, 'hold'), '');
    const job = await submit(yaml);
    await waitUntil(() => evaluationsIn(folder).length === 1, PATIENCE);
    await cluster.program('scancel', '--batch', '--signal=USR2', job);
    const log = join(root, '.incumbent', 'submissions', '0001-0.log');
    rmSync(join(folder, 'hold'));
    await waitUntil(() => readFileSync(log, 'utf8').includes('the scheduler soon ends its job'), PATIENCE);
    const states = await waitUntil(async () => {
      const now = (await trialsOf(root)).map(({ state }) => state);
      return !now.includes('evaluating') && now;
    }, PATIENCE);
    expect([states[0], new Set(states).size]).toEqual(['success', 1]);
  });

  it('go home at once where the run was stopped while they waited', async () => {
    const { yaml, root, folder } = search({}, { 'objective.mjs': NOTING });
    const job = await submit(yaml, '--workers', '2', '--sbatch=--hold');
    const { stdout } = await command(['status', root], { env: cluster.env });
    expect(stdout).toContain(`2 tasks as Slurm job ${job}, 0 begun. Slurm: 2 pending (JobHeldUser)`);
    await command(['stop', root]);
    await cluster.program('scontrol', 'release', job);
    // Exit code 130, which Slurm calls a failure.
    await allAre(job, 'FAILED');
    expect(evaluationsIn(folder)).toEqual([]);
    expect((await statusOf(root)).workers).toHaveLength(2);
  });

  it('are found by their script where nobody heard the answer of sbatch', async () => {
    const { yaml, root } = search();
    const job = await submit(yaml, '--workers', '2', '--sbatch=--hold');
    const file = join(root, '.incumbent', 'submissions', '0001.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace(`"job":"${job}"`, '"job":null'));
    const { stdout } = await command(['status', root], { env: cluster.env });
    expect(stdout).toContain(`0 begun. Slurm: 2 pending (JobHeldUser), as job ${job}\n`);
    await cluster.program('scancel', job);
    await allAre(job, 'CANCELLED');
  });

  it('are refused with what sbatch says', async () => {
    const { yaml } = search();
    const { code, stderr } = await command(['submit', yaml, '--slurm', '--sbatch=--partition=nowhere'], {
      env: cluster.env,
    });
    expect(code).toBe(4);
    expect(stderr).toContain('Invalid partition name specified');
  });
});
