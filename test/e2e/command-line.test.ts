import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import { command, killWorkers, statusOf, trialsOf } from '#test/support/command-line.ts';
import { folderWith } from '#test/support/folder-with.ts';
import { removeFolder } from '#test/support/remove-folder.ts';
import { searchesOfThisFile } from '#test/support/searches.ts';
import { waitUntil } from '#test/support/wait-until.ts';
import { gatedSearch } from './gated-search.ts';

vi.setConfig({ testTimeout: 480_000 });
const search = searchesOfThisFile();

const EXAMPLE = fileURLToPath(new URL('../../assets/examples/digits.yaml', import.meta.url));
const EVALUATIONS = 6;

type ResultFile = { readonly loss: number; readonly cost: number };

/** What the files of a root say by themselves, read as any other program would. */
function resultsIn(root: string): ReadonlyMap<string, ResultFile> {
  const results = join(root, 'results');
  const ended = readdirSync(results).filter((name) => existsSync(join(results, name, 'result.yaml')));
  return new Map(
    ended.map((name) => [
      name.replace('config_', ''),
      parse(readFileSync(join(results, name, 'result.yaml'), 'utf8')) as ResultFile,
    ]),
  );
}

describe('the shipped example on the command line', () => {
  const made: string[] = [];
  afterEach(async () => {
    for (const folder of made.splice(0)) {
      await killWorkers(join(folder, 'digits'));
      removeFolder(folder);
    }
  });

  it('ends within its budget; status and files agree; a second call ends at once and says why', async () => {
    const folder = folderWith({});
    made.push(folder);
    const root = join(folder, 'digits');
    // A smaller budget and a place outside of the installation; all else is the example as it is shipped.
    const call = [
      'run',
      EXAMPLE,
      '--workers',
      '2',
      '--set',
      `root_directory=${root}`,
      '--set',
      `max_evaluations_total=${EVALUATIONS}`,
      '--set',
      'pipeline_space.epochs.upper=9',
    ];
    const first = await command(call);
    expect([first.code, first.stderr]).toEqual([0, expect.not.stringMatching(/^\s+at /m)]);
    expect(first.stdout).toContain(`${EVALUATIONS} of ${EVALUATIONS} evaluations are completed`);

    const status = await statusOf(root);
    expect(status).toMatchObject({
      state: 'finished',
      finished_because: 'evaluations',
      counts: { success: EVALUATIONS, pending: 0, evaluating: 0, stale: 0, failed: 0, crashed: 0 },
      budget: { evaluations: { completed: EVALUATIONS, committed: EVALUATIONS, total: EVALUATIONS } },
      problems: [],
    });
    expect(status.workers.map(({ alive }) => alive)).toEqual([false, false]);
    const files = resultsIn(root);
    expect(files.size).toBe(EVALUATIONS);
    const trials = await trialsOf(root);
    expect(trials.map(({ trial, loss }) => [trial, loss])).toEqual(
      trials.map(({ trial }) => [trial, files.get(trial)?.loss]),
    );
    const losses = [...files.values()].map(({ loss }) => loss);
    expect(status.best?.loss).toBe(Math.min(...losses));
    const costs = [...files.values()].reduce((sum, { cost }) => sum + cost, 0);
    expect(status.budget.cost.spent).toBeCloseTo(costs, 9);
    const csv = readFileSync(join(root, 'summary_csv', 'config_data.csv'), 'utf8')
      .trimEnd()
      .split('\n');
    expect(csv).toHaveLength(1 + EVALUATIONS);

    const second = await command(call);
    expect([second.code, second.stdout]).toEqual([0, expect.stringContaining('max_evaluations_total')]);
    expect(await trialsOf(root)).toEqual(trials);
  });
});

describe('a worker that is killed', () => {
  it('loses only its evaluation in progress: what had ended stays, and nothing is evaluated twice', async () => {
    const { yaml, root, pass, passAll, haveBegun } = gatedSearch(search, { max_evaluations_total: 8 });
    expect((await command(['run', yaml, '--workers', '2', '--detach'])).code).toBe(0);
    pass(1, 2, 3);
    await waitUntil(async () => {
      const { counts } = await statusOf(root);
      return counts.success === 3 && counts.evaluating === 2;
    });
    await haveBegun(4, 5);
    const before = resultsIn(root);
    const victim = (await statusOf(root)).workers.find(({ trial }) => trial !== null);
    process.kill(victim?.pid ?? expect.fail('no worker holds a trial'), 'SIGKILL');
    passAll();
    await waitUntil(async () => (await statusOf(root)).state === 'finished');

    const trials = await trialsOf(root);
    expect(trials.map(({ state }) => state)).toEqual(Array(8).fill('success'));
    expect(trials.filter(({ attempt }) => attempt > 1).map(({ trial }) => trial)).toEqual([victim?.trial]);
    const after = resultsIn(root);
    expect(after.size).toBe(8);
    for (const [trial, result] of before) {
      expect(after.get(trial)).toEqual(result);
    }
  });
});
