import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { countStates } from '#core/analysis/trials/counts.ts';
import type { Home } from '#core/contract/home.ts';
import type { RunUpdate } from '#core/contract/run/run-view.ts';
import type { Trial } from '#core/contract/run/trial.ts';
import { systemClock } from '#core/platform/clock.ts';
import { silentLogger } from '#core/platform/log.ts';
import { diskUse } from '#core/readers/disk-use.ts';
import type { OpenedRun, RunReader } from '#core/readers/reader.ts';
import { readersOf } from '#core/readers/readers.ts';
import { createRunsHome } from '#core/watch/home/home.ts';
import { createRunWatches } from '#core/watch/run/run-watch.ts';
import { success } from '#test/core/analysis/trials.ts';
import { folderWith } from '#test/support/folder-with.ts';
import { removeFolder } from '#test/support/remove-folder.ts';

/**
 * A format that stands in this file alone: a text with one loss a line. The recipe of CONTRIBUTING.md, "A reader",
 * followed to the letter.
 */
const lossesReader: RunReader = {
  name: 'losses',
  program: 'Lossy',
  owns: async (place) => place.endsWith('.losses') && existsSync(place),
  mayHold: (name) => name.endsWith('.losses'),
  open: async (root) => openLosses(root),
};

function openLosses(root: string): OpenedRun {
  const read = (): readonly Trial[] =>
    readFileSync(root, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line, index) => success(index + 1, Number(line), index));
  let trials = read();
  return {
    root,
    reader: 'losses',
    layout: 'losses-1',
    facts: () => ({
      name: basename(root),
      root,
      space: [],
      space_inferred: true,
      optimizer: null,
      settings: null,
      read_only_because: 'Lossy has it',
    }),
    origin: () => ({ launches: [], format: null, run_id: null, branched_from: null, branches: [] }),
    status: () => statusOf(root, trials),
    events: () => [],
    trials: () => trials,
    trial: (id) => trials.find(({ trial }) => trial === id) ?? null,
    refresh: async () => {
      const before = trials.length;
      trials = read();
      const added = trials.slice(before);
      return added.length === 0 ? null : { facts: false, trials: added, deleted: [] };
    },
    watchTargets: () => [{ path: root, entries: null }],
    trialLogFile: () => null,
    trialFolder: () => null,
    workerLogFile: () => null,
    diskUse: () => diskUse(root),
    close: () => undefined,
  };
}

function statusOf(root: string, trials: readonly Trial[]): ReturnType<OpenedRun['status']> {
  const completed = trials.length;
  return {
    schema: 1,
    root,
    layout: 'losses-1',
    state: 'unknown',
    finished_because: null,
    optimizer: null,
    counts: countStates(trials),
    best: null,
    budget: {
      evaluations: { completed, committed: completed, total: null },
      cost: { spent: 0, total: null },
      duration: { spent: 0, total: null },
    },
    workers: [],
    problems: [],
    run_id: null,
    created_at: null,
    last_change_at: null,
    message: null,
    cost_unit: null,
    stopping: null,
    last_workers: null,
    last_env: {},
  };
}

const readers = readersOf([lossesReader]);
const shared = { clock: systemClock, log: silentLogger, readers };

let folder = '';
let file = '';
let watches: ReturnType<typeof createRunWatches>;
let home: ReturnType<typeof createRunsHome>;

beforeEach(() => {
  folder = folderWith({ 'mine.losses': '0.5\n0.25\n', 'notes.txt': '' });
  file = join(folder, 'mine.losses');
  watches = createRunWatches({ ...shared, timing: { pollMs: 100 } });
  home = createRunsHome({
    ...shared,
    directory: join(folder, 'data'),
    watches,
    timing: { emitMs: 10, tickMs: 50 },
  });
});

afterEach(async () => {
  await home.dispose();
  await watches.dispose();
  removeFolder(folder);
});

test('is opened', async () => {
  const run = await readers.open(file, shared);
  expect(run.trials().map(({ loss }) => loss)).toEqual([0.5, 0.25]);
  expect(await run.diskUse()).toEqual({ bytes: 9, files: 1 });
});

test('is named to those who open the folder of its file', async () => {
  await expect(readers.open(folder, shared)).rejects.toMatchObject({
    code: 'root-not-a-run',
    message: expect.stringContaining(`${file} is a storage of Lossy: open that file`),
  });
});

test('is watched while it grows', async () => {
  const updates: RunUpdate[] = [];
  for await (const update of watches.subscribe(file)) {
    updates.push(update);
    if (updates.length === 2) {
      break;
    }
    writeFileSync(file, '0.5\n0.25\n0.125\n');
  }
  expect(updates.map(({ kind, trials }) => [kind, trials.map(({ trial }) => trial)])).toEqual([
    ['snapshot', ['1', '2']],
    ['delta', ['3']],
  ]);
});

test('is put on the list of runs by hand', async () => {
  await home.open(file);
  expect((await settledHome()).runs[0]).toMatchObject({
    name: 'mine.losses',
    read_only_because: 'Lossy has it',
  });
});

test('comes onto the list of runs with its folder', async () => {
  expect(await home.watchFolder(folder)).toEqual({ found: 1 });
  expect((await settledHome()).runs[0]).toMatchObject({ root: file, status: { layout: 'losses-1' } });
});

/** The list once its first run has been read. */
async function settledHome(): Promise<Home> {
  for await (const list of home.watch()) {
    if (list.runs[0]?.status != null) {
      return list;
    }
  }
  throw new Error('The list ended');
}
