import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '#core/platform/clock.ts';
import {
  readConfiguration,
  readStatus,
  readTrialLog,
  readTrials,
  readWorkerLog,
} from '#core/readers/read-run.ts';
import { openRun } from '#core/readers/registry.ts';
import { runKey } from '#core/readers/run-key.ts';
import { runLayout } from '#core/state/layout.ts';
import { newRun, removeRun, writerOf } from './run-directory.ts';

const context = { clock: systemClock };
let root = '';

beforeEach(async () => {
  root = await newRun();
  const a = writerOf(root, 'a');
  a.begin(1, 1);
  a.report(1, 2, 0.5);
});

afterEach(() => {
  removeRun(root);
});

describe('one look at a run', () => {
  it('answers with status and trials', async () => {
    expect(await readStatus(root, context)).toMatchObject({ root, state: 'stopped', counts: { success: 1 } });
    expect(await readTrials(root, context)).toMatchObject([{ trial: '1', loss: 0.5 }]);
  });

  it('answers with the configuration and the disk use', async () => {
    const before = await readConfiguration(root, context);
    writeFileSync(join(root, 'results', 'more.txt'), '12345');
    const configuration = await readConfiguration(root, context);
    expect(configuration).toMatchObject({
      facts: { key: await runKey(root), name: 'run', root, read_only_because: null },
      format: 1,
      run_id: 'run-1',
      launches: [],
    });
    expect(configuration.files - before.files).toBe(1);
    expect(configuration.size_bytes - before.size_bytes).toBe(5);
  });

  it('gives one run one key, whichever way its path is written', async () => {
    const link = join(root, '..', 'link');
    symlinkSync(root, link);
    const keys = await Promise.all([root, `${root}/`, join(root, '..', 'run'), link].map(runKey));
    expect(new Set(keys).size).toBe(1);
    expect(keys[0]).toMatch(/^[0-9a-f]{10}$/);
    expect((await readStatus(link, context)).root).toBe(root);
  });
});

describe('the logs of a run', () => {
  it('are read from a byte on', async () => {
    const run = await openRun(root, context);
    const files = runLayout(root).trial('1');
    expect(await readTrialLog(run, { id: '1', offset: 0 })).toEqual({ text: '', offset: 0, size: 0 });
    mkdirSync(files.directory, { recursive: true });
    writeFileSync(files.log, 'hello');
    writeFileSync(runLayout(root).workerLog('w-1'), 'worker');
    expect(await readTrialLog(run, { id: '1', offset: 2 })).toEqual({ text: 'llo', offset: 2, size: 5 });
    expect(await readWorkerLog(run, { id: 'w-1', offset: 0 })).toMatchObject({ text: 'worker' });
  });

  it.each(['2', '../1', '1/../../secret', '..', ''])(
    'are not of a trial that does not exist: %s',
    async (id) => {
      const run = await openRun(root, context);
      await expect(readTrialLog(run, { id, offset: 0 })).rejects.toMatchObject({ code: 'trial-not-found' });
    },
  );

  it.each(['../../run', 'a/b', 'a\\b', '', '.. '])(
    'are not of a worker with the name of a path: %s',
    async (id) => {
      const run = await openRun(root, context);
      await expect(readWorkerLog(run, { id, offset: 0 })).rejects.toMatchObject({ code: 'not-found' });
    },
  );
});
