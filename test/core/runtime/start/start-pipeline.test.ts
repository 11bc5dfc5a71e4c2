import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createPipelineHost } from '#core/pipeline/create-pipeline-host.ts';
import type { PipelineHost } from '#core/pipeline/pipeline.ts';
import { systemClock } from '#core/platform/clock.ts';
import { silentLogger } from '#core/platform/log.ts';
import { installWriteHook } from '#core/platform/write-port.ts';
import { createHalt } from '#core/runtime/loop/halt.ts';
import { startPipeline } from '#core/runtime/start/start-pipeline.ts';
import { createStopWatch, type StopWatch } from '#core/runtime/stops/stop-watch.ts';
import { runLayout } from '#core/state/layout.ts';
import { stopsSince } from '#core/state/root/control.ts';
import { createRun } from '#core/state/root/create-run.ts';
import { openSession, type WorkerSession } from '#core/state/session/worker-session.ts';
import { recordOf } from '#test/core/state/run-fixture.ts';
import { folderWith } from '#test/support/folder-with.ts';
import { removeFolder } from '#test/support/remove-folder.ts';

/** Its process is killed while it is imported, the first `times` times. */
const KILLED = (times: number) => `import { appendFileSync, readFileSync } from 'node:fs';
const starts = new URL('./starts', import.meta.url);
appendFileSync(starts, 'x');
if (readFileSync(starts, 'utf8').length <= ${times}) {
  process.kill(process.pid, 'SIGKILL');
  await new Promise(() => setInterval(() => undefined, 1000));
}
export const objective = () => 1;
`;

const FAILING = `import { appendFileSync } from 'node:fs';
appendFileSync(new URL('./starts', import.meta.url), 'x');
throw new Error('no data here');
`;

let folder: string;
let session: WorkerSession;
let stops: StopWatch;
let host: PipelineHost;

afterEach(async () => {
  installWriteHook(null);
  stops.close();
  session.close();
  await host.close();
  removeFolder(folder);
});

/** Starts the pipeline of this file in a new run. */
async function start(code: string) {
  folder = folderWith({ 'objective.mjs': code });
  const root = join(folder, 'run');
  const { settings } = recordOf();
  await createRun(root, recordOf({ settings: { ...settings, ignore_errors: false } }));
  session = await openSession(root, 'w1');
  stops = createStopWatch({
    directory: runLayout(root).control,
    look: async () => ({ order: null, trials: [] }),
    hasNews: () => false,
  });
  const file = join(folder, 'objective.mjs');
  host = createPipelineHost({
    pipeline: { kind: 'javascript', file, export: 'objective', written: 'objective.mjs:objective' },
    workingDirectory: folder,
    interpreter: null,
    env: process.env,
    logLimit: 1000,
    timeoutSeconds: null,
    log: silentLogger,
  });
  const halt = createHalt({ root, worker: 'w1', stops, clock: systemClock, log: silentLogger });
  const exit = await startPipeline({ session, host, stops, log: silentLogger, halt });
  return { exit, root, starts: readFileSync(join(folder, 'starts'), 'utf8').length };
}

describe('a pipeline whose process is killed while it begins', () => {
  it('is started again', async () => {
    expect(await start(KILLED(2))).toMatchObject({ exit: null, starts: 3 });
  });

  it('is given up by this worker, but not by the run, once it was killed three times', async () => {
    const { exit, root, starts } = await start(KILLED(10));
    expect(exit).toMatchObject({ reason: 'system', because: expect.stringContaining('SIGKILL') });
    expect(starts).toBe(3);
    expect(await stopsSince(root, 0)).toEqual([]);
  });
});

describe('a pipeline that can not be imported', () => {
  it('halts the run, and is not started once more where that has to wait for the disk', async () => {
    let refused = 0;
    installWriteHook({
      before: (step) => {
        if (step.startsWith('stop.') && refused < 1) {
          refused += 1;
          throw Object.assign(new Error('ENOSPC: refused'), { code: 'ENOSPC' });
        }
      },
      after: () => undefined,
    });
    const { exit, root, starts } = await start(FAILING);
    expect(exit).toMatchObject({ reason: 'error', because: expect.stringContaining('no data here') });
    expect(await stopsSince(root, 0)).toMatchObject([{ kind: 'error', trial: null, by: 'w1' }]);
    expect([starts, refused]).toEqual([1, 1]);
  });
});
