import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEngine, type Engine } from '#core/engine.ts';
import { statusOf } from '#test/support/command-line.ts';
import { type FakeSlurm, fakeSlurm } from '#test/support/fake-slurm.ts';
import { folderWith } from '#test/support/folder-with.ts';
import { removeFolder } from '#test/support/remove-folder.ts';
import { searchesOfThisFile } from '#test/support/searches.ts';

const PACKAGE = fileURLToPath(new URL('../../../', import.meta.url));
const search = searchesOfThisFile();

let home: string;
let slurm: FakeSlurm;
let engine: Engine;
beforeEach(() => {
  home = folderWith({});
  slurm = fakeSlurm(home);
  slurm.hold();
  engine = engineWith(slurm.path);
});
afterEach(async () => {
  await engine.dispose();
  removeFolder(home);
});

function engineWith(path: string): Engine {
  return createEngine({
    host: 'browser',
    version: '0.0.0-test',
    dataDirectory: join(home, 'data'),
    workingDirectory: home,
    assetsDirectory: join(PACKAGE, 'assets'),
    examplesDirectory: join(home, 'examples'),
    workerEntry: join(PACKAGE, 'dist', 'main', 'worker.js'),
    commandEntry: join(PACKAGE, 'dist', 'main', 'cli.js'),
    analysisEntry: join(PACKAGE, 'dist', 'main', 'analysis-thread.mjs'),
    readOnly: false,
    env: { ...process.env, PATH: path },
  });
}

/** A run of one task that waits, started as a screen does. */
async function submitted() {
  const { yaml, root } = search();
  const started = await engine.setup.start(
    {
      text: readFileSync(yaml, 'utf8'),
      file: yaml,
      workers: 2,
      env: { A: '1' },
      existing: { kind: 'ask' },
      slurm: { options: ['--time=1:00:00'] },
    },
    {},
  );
  if (started.kind !== 'started') {
    throw new Error('the root was not free');
  }
  return { root, started };
}

describe('the engine on a machine with Slurm', () => {
  it('says that jobs can be submitted, and why not elsewhere', async () => {
    expect((await engine.host.info({}, {})).slurm_refusal).toBeNull();
    const other = engineWith(home);
    expect((await other.host.info({}, {})).slurm_refusal).toContain('no sbatch on its PATH');
    await other.dispose();
  });

  it('starts a run whose workers are tasks of a job', async () => {
    const { root, started } = await submitted();
    expect(started).toMatchObject({ workers: [], note: '2 workers submitted to Slurm as job 4711.' });
    expect(slurm.calls()[0]?.args).toContain('--time=1:00:00');
    const status = await statusOf(root);
    expect(status).toMatchObject({
      state: 'empty',
      message: 'Submitted to Slurm: 0 of 2 tasks of job 4711 have begun',
      last_workers: 2,
      last_env: { A: '1' },
      submissions: [{ by: 'the app', options: ['--time=1:00:00'], waiting: 2 }],
    });
  });

  it('tells what Slurm says of them', async () => {
    const { started } = await submitted();
    slurm.queue(['PENDING|Priority', 'RUNNING|None']);
    expect(await engine.run.queues({ key: started.key }, {})).toEqual([
      { submission: '0001', states: { PENDING: 1, RUNNING: 1 }, reason: 'Priority', problem: null },
    ]);
  });

  it('resumes and adds with further jobs, after a stop that binds those before', async () => {
    const { root, started } = await submitted();
    await engine.run.stop({ key: started.key, now: false }, {});
    await engine.run.resume(
      { key: started.key, workers: 1, env: {}, set: [], failed: 'keep', slurm: { options: [] } },
      {},
    );
    await engine.run.addWorkers(
      { key: started.key, workers: 3, env: {}, slurm: { options: ['-p gpu'] } },
      {},
    );
    expect((await statusOf(root)).submissions).toMatchObject([
      { submission: '0001', tasks: 2, waiting: 0 },
      { submission: '0002', tasks: 1, waiting: 1 },
      { submission: '0003', tasks: 3, waiting: 3 },
    ]);
  });

  it('shows the script of a job, or what is wrong with it, and writes nothing', async () => {
    const root = join(home, 'runs', 'first');
    const preview = await engine.setup.script({ root, workers: 4, options: ['--time=5'] }, {});
    expect(preview.script).toContain('#SBATCH --time=5\n#SBATCH --array=0-3\n');
    expect(await engine.setup.script({ root, workers: 4, options: ['time'] }, {})).toEqual({
      script: null,
      problem: expect.stringContaining('begins with a dash'),
    });
    expect(slurm.calls()).toEqual([]);
  });
});
