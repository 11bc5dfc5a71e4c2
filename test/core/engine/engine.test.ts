import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { evaluationsIn, NOTING, statusOf } from '#test/support/command-line.ts';
import { waitUntil } from '#test/support/wait-until.ts';
import { enginesOfThisFile, finished } from './engines.ts';

const { search, engineIn, startable } = enginesOfThisFile();

describe('a run on screen', () => {
  it('is stopped, resumed with another budget, and given more workers', async () => {
    const { start, root, folder, engine } = startable({}, { 'objective.mjs': NOTING, hold: '' });
    const started = await start();
    const key = started.kind === 'started' ? started.key : '';
    await waitUntil(() => evaluationsIn(folder).length > 0);
    await engine.run.stop({ key, now: true }, {});
    await waitUntil(async () => (await statusOf(root)).state === 'stopped');
    const resumed = await engine.run.resume(
      { key, workers: 1, env: {}, set: ['max_evaluations_total=5'] },
      {},
    );
    expect(resumed.workers).toHaveLength(1);
    const added = await engine.run.addWorkers({ key, workers: 2, env: {} }, {});
    expect(added.workers).toHaveLength(2);
    expect((await statusOf(root)).workers.filter(({ alive }) => alive !== false)).toHaveLength(3);
    rmSync(join(folder, 'hold'));
    await finished(root);
    expect((await statusOf(root)).counts).toMatchObject({ success: 5, pending: 0 });
    const { launches, run_id, files } = await engine.run.configuration({ key }, {});
    expect(launches.map(({ by, workers, set }) => [by, workers, set])).toEqual([
      ['the app', 1, []],
      ['the app', 1, ['max_evaluations_total=5']],
      ['the app', 2, []],
    ]);
    expect(run_id).toBe((await statusOf(root)).run_id);
    expect(files).toBeGreaterThan(10);
  });

  it('is examined, and mended as a person decides', async () => {
    const { start, root, engine } = startable();
    const started = await start();
    const key = started.kind === 'started' ? started.key : '';
    await finished(root);
    const result = (trial: number) => join(root, 'results', `config_${trial}`, 'result.yaml');
    rmSync(result(1));
    writeFileSync(result(2), readFileSync(result(2), 'utf8').replace(/^loss: .*/, 'loss: -1.0'));
    const { findings } = await engine.run.doctor({ key }, {});
    expect(findings.map(({ code, trial }) => [code, trial])).toEqual([
      ['file-missing', '1'],
      ['differs', '2'],
    ]);
    const keep = [{ trial: '2', side: 'files' } as const];
    const after = await engine.run.mend({ key, all: true, requeue: [], crash: [], keep }, {});
    expect({ healthy: after.healthy, mended: after.mended.length }).toEqual({ healthy: true, mended: 2 });
    const { value } = await engine.run.watch({ key }, {}).next();
    expect(value?.status.best).toMatchObject({ trial: '2', loss: -1 });
    expect(readFileSync(join(root, 'best_loss_trajectory.txt'), 'utf8')).toMatch(/^-1\.0\n$/m);
    const wrong = engine.run.mend({ key, all: false, requeue: ['1'], crash: [], keep: [] }, {});
    await expect(wrong).rejects.toMatchObject({ code: 'trial-state' });
  });

  it('refuses a resume that changes what may not change', async () => {
    const { start, root, engine } = startable();
    const started = await start();
    await finished(root);
    const key = started.kind === 'started' ? started.key : '';
    await expect(engine.run.resume({ key, workers: 1, env: {}, set: ['seed=4'] }, {})).rejects.toMatchObject({
      code: 'config-invalid',
    });
  });

  it('shows the logs of trials and workers piece by piece', async () => {
    const { start, root, engine } = startable(
      { max_evaluations_total: 1 },
      { 'objective.mjs': "export const objective = () => { console.log('größer'); return 1; };" },
    );
    const started = await start();
    await finished(root);
    const { key, workers } = started.kind === 'started' ? started : { key: '', workers: [] };
    const log = await engine.run.trialLog({ key, trial: '1', offset: 0 }, {});
    expect(log).toMatchObject({ text: expect.stringContaining('größer'), offset: 0 });
    const rest = await engine.run.trialLog({ key, trial: '1', offset: log.size }, {});
    expect(rest.text).toBe('');
    const worker = await engine.run.workerLog({ key, worker: workers[0] ?? '', offset: 0 }, {});
    expect(worker.text).toContain('evaluates trial 1');
    await expect(engine.run.trialLog({ key, trial: '99', offset: 0 }, {})).rejects.toMatchObject({
      code: 'trial-not-found',
    });
    await expect(engine.run.configuration({ key: 'none' }, {})).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('setting up', () => {
  it('checks a text as the command line does, without a file too', async () => {
    const { engine, yaml, folder } = startable();
    const text = readFileSync(yaml, 'utf8');
    const report = await engine.setup.check({ text, file: null, samples: 2 }, {});
    expect(report).toMatchObject({
      valid: true,
      root: join(folder, 'results'),
      optimizer: { name: 'random_search' },
      interpreter: null,
    });
    expect(report.samples).toHaveLength(2);
  });

  it('offers every optimizer for the space of a text, with the reason where one can not use it', async () => {
    const { engine, yaml } = startable();
    const text = readFileSync(yaml, 'utf8');
    const { optimizers } = await engine.setup.check({ text, file: null, samples: 0 }, {});
    const refusals = new Map(optimizers.map(({ info, refusal }) => [info.name, refusal]));
    expect(refusals.get('grid_search')).toBeNull();
    expect(refusals.get('mobster')).toMatch(/`mobster` needs a fidelity/);
  });

  it('reads a YAML and refuses what is none', async () => {
    const { engine, yaml, folder } = startable();
    expect((await engine.setup.read({ path: yaml }, {})).text).toContain('evaluate_pipeline');
    await expect(engine.setup.read({ path: join(folder, 'nowhere.yaml') }, {})).rejects.toMatchObject({
      code: 'io',
    });
    await expect(engine.setup.read({ path: folder }, {})).rejects.toMatchObject({ code: 'io' });
  });

  it('lists directories, runs, code and YAML files of a folder', async () => {
    const { engine, start, root, folder } = startable();
    await start();
    await finished(root);
    mkdirSync(join(folder, 'empty'));
    const { entries, parent } = await engine.host.list({ path: folder }, {});
    expect(parent).toBe(join(folder, '..'));
    expect(entries.map(({ name, kind }) => [name, kind])).toEqual([
      ['data', 'directory'],
      ['empty', 'directory'],
      ['results', 'run'],
      ['objective.mjs', 'code'],
      ['run.yaml', 'file'],
    ]);
  });
});

describe('examples', () => {
  it('are described by their opening comments', async () => {
    const { folder } = search();
    const examples = await engineIn(folder).home.examples({}, {});
    expect(examples.length).toBeGreaterThan(0);
    for (const { title, summary, name, file } of examples) {
      expect([title, summary, name].every((text) => text.length > 3)).toBe(true);
      expect(existsSync(file)).toBe(true);
    }
    expect(examples.some(({ needs }) => needs === null)).toBe(true);
  });

  it('start as a copy that may be changed, a second time beside the first', async () => {
    const { folder } = search();
    const engine = engineIn(folder);
    const [example] = (await engine.home.examples({}, {})).filter(({ needs }) => needs === null);
    const name = example?.name ?? '';
    const { key } = await engine.home.startExample({ name }, {});
    const first = await engine.run.watch({ key }, {}).next();
    const root = first.value?.kind === 'snapshot' ? first.value.facts.root : '';
    expect(root.startsWith(join(folder, 'examples'))).toBe(true);
    await engine.run.stop({ key, now: true }, {});
    await waitUntil(async () => (await statusOf(root)).state !== 'running');
    const second = await engine.home.startExample({ name }, {});
    expect(second.key).not.toBe(key);
    await engine.run.stop({ key: second.key, now: true }, {});
    await waitUntil(async () => {
      const update = await engine.run.watch({ key: second.key }, {}).next();
      return update.value?.status.state !== 'running';
    });
    await expect(engine.home.startExample({ name: 'nowhere' }, {})).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});
