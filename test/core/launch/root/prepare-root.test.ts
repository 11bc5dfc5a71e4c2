import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { readRun } from '#core/launch/read/read-run.ts';
import { readyRun } from '#core/launch/read/ready-run.ts';
import { prepareRoot } from '#core/launch/root/prepare-root.ts';
import type { PreparedRoot, RootWish } from '#core/launch/root/root-request.ts';
import { systemClock } from '#core/platform/clock.ts';
import { registerWorker, writeWorkerEnd } from '#core/state/workers/workers.ts';
import { searchFolder } from '#test/support/command-line.ts';
import { removeFolder } from '#test/support/remove-folder.ts';

const HOME = '/users/nobody';
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) {
    removeFolder(folder);
  }
});

function search(settings: Readonly<Record<string, unknown>> = {}) {
  const made = searchFolder(settings);
  folders.push(made.folder);
  return made;
}

/** Prepares the root of a YAML, as a start of its own. */
async function prepare(
  yaml: string,
  text: string,
  wish: RootWish = { kind: 'continue' },
): Promise<Extract<PreparedRoot, { kind: 'ready' }>> {
  const source = { text, file: yaml, workingDirectory: '/', set: [], home: HOME, env: process.env };
  const prepared = await prepareRoot({
    run: readyRun(await readRun(source)),
    wish,
    launch: {
      at: new Date().toISOString(),
      host: 'here',
      by: 'a test',
      version: '0',
      workers: 1,
      set: [],
      file: yaml,
      yaml: text,
    },
    begunAt: new Date(),
    home: HOME,
    clock: systemClock,
  });
  if (prepared.kind !== 'ready') {
    throw new Error('expected a root that is ready');
  }
  return prepared;
}

const TEXT = `
evaluate_pipeline: objective.mjs:objective
pipeline_space: {x: [0.0, 1.0]}
root_directory: results
optimizer: random_search
max_evaluations_total: 4
`;

describe('continuing a run', () => {
  it('stores paths resolved, as creating it does', async () => {
    const { yaml, folder } = search();
    const created = await prepare(yaml, TEXT);
    const continued = await prepare(yaml, `${TEXT}incumbent: {python: .venv/bin/python}\n`);
    expect(continued.how).toBe('continued');
    const { settings } = continued.record;
    expect(settings.evaluate_pipeline).toEqual(created.record.settings.evaluate_pipeline);
    expect(settings.evaluate_pipeline).toMatchObject({ file: join(folder, 'objective.mjs') });
    expect(settings.incumbent.python).toBe(join(folder, '.venv', 'bin', 'python'));
  });
});

/** Without any worker a start of the same moment may have made the run. */
async function comeAndLeave(root: string): Promise<void> {
  const worker = 'w1';
  await registerWorker(root, { worker, generation: 0, version: '0', heartbeat: 1, max_evaluations: null });
  const ended_at = new Date().toISOString();
  await writeWorkerEnd(root, { worker, ended_at, reason: 'stopped', because: 'done', evaluations: 0 });
}

describe('a root that is a link', () => {
  const overwriting: RootWish = { kind: 'overwrite', confirmed: true, ifIdle: false };

  it('is made where the link leads, also where nothing is there yet', async () => {
    const { yaml, folder } = search();
    mkdirSync(join(folder, 'disk'));
    symlinkSync('second', join(folder, 'results'));
    symlinkSync(join('disk', 'run'), join(folder, 'second'));
    const { root, how } = await prepare(yaml, TEXT);
    expect([root, how]).toEqual([join(folder, 'disk', 'run'), 'created']);
    expect((await prepare(yaml, TEXT)).how).toBe('continued');
  });

  it('leads away from where it really is, however it was reached', async () => {
    const { yaml, folder } = search();
    mkdirSync(join(folder, 'disk', 'mine'), { recursive: true });
    symlinkSync(join('disk', 'mine'), join(folder, 'short'));
    symlinkSync(join('..', 'run'), join(folder, 'disk', 'mine', 'results'));
    const text = TEXT.replace('root_directory: results', 'root_directory: short/results');
    expect((await prepare(yaml, text)).root).toBe(join(folder, 'disk', 'run'));
    expect(existsSync(join(folder, 'short', 'results', '.incumbent', 'run.yaml'))).toBe(true);
  });

  it('is overwritten where the link leads, and the link stays', async () => {
    const { yaml, folder } = search();
    mkdirSync(join(folder, 'disk', 'run'), { recursive: true });
    symlinkSync(join('disk', 'run'), join(folder, 'results'));
    const before = await prepare(yaml, TEXT);
    await comeAndLeave(before.root);
    const { root, how, trash, record } = await prepare(yaml, TEXT, overwriting);
    expect([root, how]).toEqual([before.root, 'created']);
    expect(trash).toContain(join(folder, 'disk', '.incumbent-trash'));
    expect(record.run_id).not.toBe(before.record.run_id);
    expect(existsSync(join(folder, 'results', '.incumbent', 'run.yaml'))).toBe(true);
  });
});
