import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RunStatus } from '#core/contract/run/status.ts';
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

describe('incumbent run', () => {
  it('ends within its budget with exit code 0 and says why it ended', async () => {
    const { yaml, root } = search();
    const { code, stdout } = await command(['run', yaml]);
    expect(code).toBe(0);
    expect(stdout).toContain('4 of 4 evaluations are completed (max_evaluations_total)');
    const status = await statusOf(root);
    expect(status).toMatchObject({
      schema: 1,
      layout: 'incumbent',
      state: 'finished',
      finished_because: 'evaluations',
      counts: { success: 4, pending: 0, evaluating: 0, stale: 0, failed: 0, crashed: 0 },
      budget: { evaluations: { completed: 4, committed: 4, total: 4 } },
    });
  });

  it('keeps the total exact over several workers', async () => {
    const { yaml, root } = search({ max_evaluations_total: 23 });
    expect((await command(['run', yaml, '--workers', '4'])).code).toBe(0);
    const trials = await trialsOf(root);
    expect(trials.map(({ state }) => state)).toEqual(Array(23).fill('success'));
    expect(new Set(trials.map(({ trial }) => trial)).size).toBe(23);
  });

  it('finds the same configurations with the same seed and one worker', async () => {
    const configs = async (seed: number) => {
      const { yaml, root } = search({ seed });
      await command(['run', yaml]);
      return (await trialsOf(root)).map(({ config }) => config);
    };
    const [first, same, other] = [await configs(5), await configs(5), await configs(6)];
    expect(first).toHaveLength(4);
    expect(same).toEqual(first);
    expect(other).not.toEqual(first);
  });

  it('ends a second call with the same budget at once and says which budget was reached', async () => {
    const { yaml, root } = search();
    await command(['run', yaml]);
    const before = await trialsOf(root);
    const { code, stdout } = await command(['run', yaml]);
    expect(code).toBe(0);
    expect(stdout).toContain('max_evaluations_total');
    expect(await trialsOf(root)).toEqual(before);
  });

  it('continues with a larger budget', async () => {
    const { yaml, root } = search();
    await command(['run', yaml]);
    expect((await command(['run', yaml, '--set', 'max_evaluations_total=6'])).code).toBe(0);
    expect((await statusOf(root)).budget.evaluations).toEqual({ completed: 6, committed: 6, total: 6 });
  });

  it('refuses a changed space with exit code 3 and names the difference', async () => {
    const { yaml, root } = search();
    await command(['run', yaml]);
    const { code, stderr } = await command(['run', yaml, '--set', 'pipeline_space.x.upper=2.5']);
    expect(code).toBe(3);
    expect(stderr).toMatch(/x: 0\.0 to 1\.0 → 0\.0 to 2\.5/);
    expect((await statusOf(root)).counts.success).toBe(4);
  });

  it('refuses another seed and another optimizer, and keeps a seed that is not given', async () => {
    const { yaml } = search({ seed: 3 });
    await command(['run', yaml]);
    const other = await command(['run', yaml, '--seed', '4']);
    expect([other.code, other.stderr]).toEqual([3, expect.stringContaining('seed: 3 → 4')]);
    const argument = await command([
      'run',
      yaml,
      '--set',
      'optimizer={name: random_search, use_priors: true}',
    ]);
    expect([argument.code, argument.stderr]).toEqual([
      3,
      expect.stringContaining('use_priors: false → true'),
    ]);
  });

  it('takes any key by --set and variables by --env', async () => {
    const { yaml, root } = search(
      {},
      {
        'objective.mjs':
          'export const objective = ({ x }) => ({ loss: x, info_dict: { given: process.env.GIVEN } });',
      },
    );
    const { code } = await command([
      'run',
      yaml,
      '--set',
      'max_evaluations_total=1',
      '--set',
      'incumbent.note=by hand',
      '--env',
      'GIVEN=a=b',
    ]);
    expect(code).toBe(0);
    expect((await trialsOf(root)).map(({ extra }) => extra)).toEqual([{ given: 'a=b' }]);
    expect(readFileSync(join(root, '.incumbent', 'run.yaml'), 'utf8')).toContain('by hand');
  });

  it('deals the values of a variable in brackets out to the workers of the call', async () => {
    const { yaml, root } = search(
      { max_evaluations_total: 4 },
      {
        'objective.mjs': `export const objective = ({ x }) => ({
          loss: x,
          info_dict: [process.env.CUDA_VISIBLE_DEVICES, process.env.OMP_NUM_THREADS],
        });`,
      },
    );
    const given = ['--env', 'CUDA_VISIBLE_DEVICES=[0, 3]', '--env', 'OMP_NUM_THREADS=2'];
    await command(['run', yaml, '--workers', '2', '--set', 'max_evaluations_per_run=2', ...given]);
    const seen = (await trialsOf(root)).map(({ extra }) => extra);
    expect(seen.sort()).toEqual([
      ['0', '2'],
      ['0', '2'],
      ['3', '2'],
      ['3', '2'],
    ]);
  });

  it('deals secret values out too, and writes them nowhere', async () => {
    const { yaml, root, folder } = search(
      { max_evaluations_total: 4 },
      {
        'objective.mjs': `import { appendFileSync } from 'node:fs';
export function objective({ x }) {
  appendFileSync(new URL('./seen.log', import.meta.url), \`\${process.env.API_KEY}\\n\`);
  return x;
}
`,
      },
    );
    const given = ['--set', 'max_evaluations_per_run=2', '--env', 'API_KEY=[hush0, hush1]'];
    await command(['run', yaml, '--workers', '2', ...given]);
    const seen = readFileSync(join(folder, 'seen.log'), 'utf8').trim().split('\n');
    expect(seen.sort()).toEqual(['hush0', 'hush0', 'hush1', 'hush1']);
    const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    const telling = files.filter(({ parentPath, name }) =>
      readFileSync(join(parentPath, name), 'utf8').includes('hush'),
    );
    expect(telling).toEqual([]);
  });

  it('prints one JSON document with --json', async () => {
    const { yaml, root } = search();
    const { code, stdout } = await command(['run', yaml, '--workers', '2', '--json']);
    expect(code).toBe(0);
    const document = JSON.parse(stdout) as RunStatus & { launch: { workers: string[]; exit_code: number } };
    expect(document).toMatchObject({ schema: 1, root, state: 'finished', launch: { exit_code: 0 } });
    expect(document.launch.workers).toHaveLength(2);
  });

  it('returns with --detach when its workers have begun', async () => {
    const { yaml, root } = search({ max_evaluations_total: 1 });
    const { code, stdout } = await command(['run', yaml, '--detach']);
    expect(code).toBe(0);
    expect(stdout).toContain(root);
    await expect.poll(async () => (await statusOf(root)).state).toBe('finished');
  });

  it('says what each worker does with --log-level info, and nothing on stdout but the result', async () => {
    const { yaml } = search({ max_evaluations_total: 1 });
    const { stdout, stderr } = await command(['run', yaml, '--log-level', 'info']);
    expect(stderr).toContain('evaluates trial 1');
    expect(stderr).toContain('trial 1: loss');
    expect(stdout).not.toContain('evaluates');
  });

  it('gives each worker its own share with max_evaluations_per_run and leaves the run stopped', async () => {
    const { yaml, root } = search({ max_evaluations_total: 50, max_evaluations_per_run: 3 });
    expect((await command(['run', yaml, '--workers', '2'])).code).toBe(0);
    const status = await statusOf(root);
    expect(status).toMatchObject({ state: 'stopped', counts: { success: 6 } });
    expect(status.message).toContain('max_evaluations_per_run');
  });

  it('takes max_evaluations_per_run for the call that names it, and says so at its end while others work', async () => {
    const { yaml, root, folder } = search(
      { max_evaluations_total: 7 },
      { 'objective.mjs': NOTING, hold: '' },
    );
    const long = startCommand(['run', yaml]);
    await waitUntil(() => evaluationsIn(folder).length === 1);
    const short = startCommand(['run', yaml, '--set', 'max_evaluations_per_run=1']);
    await waitUntil(() => evaluationsIn(folder).length === 2);
    const pid = await pidOfTrial(root, '1');
    process.kill(pid, 'SIGSTOP');
    rmSync(join(folder, 'hold'));
    const { code, stderr } = await short.finished;
    process.kill(pid, 'SIGCONT');
    expect([code, stderr]).toEqual([
      0,
      expect.stringMatching(
        /Worker \S+ left: max_evaluations_per_run is reached: this worker has completed 1 evaluation$/m,
      ),
    ]);
    // The call that named no limit is not bound by that of another one, nor is a later one.
    expect((await long.finished).code).toBe(0);
    expect((await statusOf(root)).counts.success).toBe(7);
  });

  it('claims whole batches with sample_batch_size and keeps the total', async () => {
    const { yaml, root } = search({ max_evaluations_total: 7, sample_batch_size: 3 });
    expect((await command(['run', yaml, '--workers', '2'])).code).toBe(0);
    expect((await statusOf(root)).counts).toMatchObject({ success: 7, pending: 0 });
  });

  it('begins no evaluation once max_cost_total is spent', async () => {
    const { yaml, root } = search(
      { max_evaluations_total: undefined, max_cost_total: 10 },
      { 'objective.mjs': 'export const objective = ({ x }) => ({ loss: x, cost: 4 });' },
    );
    expect((await command(['run', yaml])).code).toBe(0);
    expect(await statusOf(root)).toMatchObject({
      finished_because: 'cost',
      counts: { success: 3 },
      budget: { cost: { spent: 12, total: 10 } },
    });
  });

  it('goes on until the total is completed with continue_until_max_evaluation_completed', async () => {
    const { yaml, root } = search({
      max_evaluations_total: 6,
      continue_until_max_evaluation_completed: true,
    });
    expect((await command(['run', yaml, '--workers', '3'])).code).toBe(0);
    const { counts } = await statusOf(root);
    expect(counts.success).toBeGreaterThanOrEqual(6);
    expect(counts.success).toBeLessThanOrEqual(6 + 3 - 1);
  });

  it('begins no evaluation once max_duration is spent, and needs no other budget', async () => {
    const { yaml, root } = search(
      { max_evaluations_total: undefined, incumbent: { max_duration: '8 s' } },
      {
        'objective.mjs':
          'export const objective = ({ x }) => new Promise((done) => setTimeout(() => done(x), 100));',
      },
    );
    expect((await command(['run', yaml])).code).toBe(0);
    const status = await statusOf(root);
    expect(status).toMatchObject({ state: 'finished', finished_because: 'duration' });
    expect(status.counts.success).toBeGreaterThan(0);
    const again = await command(['run', yaml]);
    expect([again.code, again.stdout]).toEqual([0, expect.stringContaining('max_duration')]);
    expect((await statusOf(root)).counts.success).toBe(status.counts.success);
  });

  it('needs a budget', async () => {
    const { yaml } = search({ max_evaluations_total: undefined });
    const { code, stderr } = await command(['run', yaml]);
    expect([code, stderr]).toEqual([2, expect.stringContaining('max_evaluations_total')]);
  });

  it('writes files of earlier trials again that are missing, and says so in its log', async () => {
    const { yaml, root } = search();
    await command(['run', yaml]);
    const result = join(root, 'results', 'config_2', 'result.yaml');
    const before = readFileSync(result, 'utf8');
    rmSync(join(root, 'results', 'config_2'), { recursive: true });
    const { stderr } = await command([
      'run',
      yaml,
      '--set',
      'max_evaluations_total=5',
      '--log-level',
      'info',
    ]);
    expect(stderr).toContain('wrote missing files again, of trials 2');
    expect(readFileSync(result, 'utf8')).toBe(before);
  });
});
