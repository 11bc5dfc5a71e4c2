import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import type { ExistingRun } from '#core/contract/existing-run.ts';
import type { RunUpdate } from '#core/contract/run-view.ts';
import { createEngine, type Engine } from '#core/engine.ts';
import { evaluationsIn, NOTING, statusOf } from '#test/support/command-line.ts';
import { searchesOfThisFile } from '#test/support/searches.ts';
import { waitUntil } from '#test/support/wait-until.ts';

const PACKAGE = fileURLToPath(new URL('../../../', import.meta.url));
const search = searchesOfThisFile();
const engines: Engine[] = [];
afterEach(async () => {
  await Promise.all(engines.splice(0).map((engine) => engine.dispose()));
});

function engineIn(folder: string): Engine {
  const engine = createEngine({
    host: 'browser',
    version: '0.0.0-test',
    dataDirectory: join(folder, 'data'),
    workingDirectory: folder,
    assetsDirectory: join(PACKAGE, 'assets'),
    examplesDirectory: join(folder, 'examples'),
    workerEntry: join(PACKAGE, 'dist', 'main', 'worker.js'),
    commandEntry: join(PACKAGE, 'dist', 'main', 'cli.js'),
    analysisEntry: join(PACKAGE, 'dist', 'main', 'analysis-thread.mjs'),
    readOnly: false,
    env: process.env,
  });
  engines.push(engine);
  return engine;
}

type StartInput = Parameters<Engine['setup']['start']>[0];

/** A search with an engine, and a start of it that may be changed. */
function startable(...given: Parameters<typeof search>) {
  const made = search(...given);
  const engine = engineIn(made.folder);
  const start = (change: Partial<StartInput> = {}) =>
    engine.setup.start(
      {
        text: readFileSync(made.yaml, 'utf8'),
        file: made.yaml,
        workers: 1,
        env: {},
        existing: { kind: 'ask' },
        ...change,
      },
      {},
    );
  return { ...made, engine, start };
}

async function finished(root: string): Promise<void> {
  await waitUntil(async () => (await statusOf(root)).state === 'finished');
}

async function existingOf(answer: Awaited<ReturnType<Engine['setup']['start']>>): Promise<ExistingRun> {
  if (answer.kind !== 'exists') {
    throw new Error('Expected the start to find a run');
  }
  return answer.existing;
}

describe('starting from the screens', () => {
  it('creates a run, puts it on the list and tells its watchers', async () => {
    const { engine, start, root } = startable();
    const started = await start();
    expect(started).toMatchObject({ kind: 'started', root });
    const key = started.kind === 'started' ? started.key : '';
    const updates: RunUpdate[] = [];
    const ended = new AbortController();
    for await (const update of engine.run.watch({ key }, { signal: ended.signal })) {
      updates.push(update);
      if (update.status.state === 'finished') {
        break;
      }
    }
    expect(updates[0]?.kind).toBe('snapshot');
    expect(updates.at(-1)?.status.counts.success).toBe(4);
    const home = await engine.home.watch({}, {}).next();
    expect(home.value).toMatchObject({ runs: [{ key, root }] });
  });

  it('answers with what is there, changes nothing, and continues when it is told to', async () => {
    const { start, root } = startable();
    await start();
    await finished(root);
    writeFileSync(join(root, 'thesis.tex'), 'mine');
    const existing = await existingOf(await start());
    expect(existing).toMatchObject({
      root,
      name: 'results',
      optimizer: 'random_search',
      counts: { success: 4 },
      foreign_files: ['thesis.tex'],
      foreign_count: 1,
      workers_alive: [],
      differences: [],
      continue_refusal: null,
      overwrite_refusal: null,
      suggested_root: `${root}-2`,
    });
    expect(existing.best?.loss).toBeGreaterThanOrEqual(0);
    expect(existing.size_bytes).toBeGreaterThan(1000);
    const text = readFileSync(join(root, '..', 'run.yaml'), 'utf8').replace(
      'max_evaluations_total: 4',
      'max_evaluations_total: 6',
    );
    expect(await start({ text, existing: { kind: 'continue' } })).toMatchObject({
      kind: 'started',
      note: expect.stringContaining('Continues'),
    });
    await waitUntil(async () => (await statusOf(root)).counts.success === 6);
  });

  it('says why a changed space can not be continued, and offers another directory', async () => {
    const { start, root, yaml } = startable();
    await start();
    await finished(root);
    const text = readFileSync(yaml, 'utf8').replace('upper: 1', 'upper: 2');
    const existing = await existingOf(await start({ text }));
    expect(existing.differences).toEqual([expect.objectContaining({ path: 'pipeline_space.x' })]);
    expect(existing.continue_refusal).not.toBeNull();
    await expect(start({ text, existing: { kind: 'continue' } })).rejects.toMatchObject({
      code: 'root-differs',
    });
    const elsewhere = { kind: 'other-directory' as const, root: existing.suggested_root };
    expect(await start({ text, existing: elsewhere })).toMatchObject({ kind: 'started', root: `${root}-2` });
    await finished(`${root}-2`);
  });

  it('overwrites only when the name of the directory was typed', async () => {
    const { start, root, folder } = startable();
    await start();
    await finished(root);
    await expect(start({ existing: { kind: 'overwrite', confirmed_name: 'result' } })).rejects.toMatchObject({
      code: 'overwrite-unconfirmed',
    });
    expect(existsSync(join(folder, '.incumbent-trash'))).toBe(false);
    expect(await start({ existing: { kind: 'overwrite', confirmed_name: 'results' } })).toMatchObject({
      kind: 'started',
      trash: expect.stringContaining('.incumbent-trash'),
    });
    expect(readdirSync(join(folder, '.incumbent-trash'))).toHaveLength(1);
    await finished(root);
  });

  it('shows what overwriting moved away, and brings it back beside what took its place', async () => {
    const { engine, folder, start, root } = startable();
    await start();
    await finished(root);
    expect(await engine.setup.lookAtRoot({ root, file: null }, {})).toMatchObject({
      kind: 'run',
      refusal: null,
      run: { optimizer: 'random_search', launches: 1, yaml: expect.stringContaining('pipeline_space') },
    });
    await start({ existing: { kind: 'overwrite', confirmed_name: 'results' } });
    await finished(root);
    const [entry, ...others] = await engine.home.trash({ folders: [folder, root] }, {});
    expect(others).toEqual([]);
    expect(entry).toMatchObject({ original: root, kind: 'run', other_place: `${root}-restored` });
    const restored = await engine.home.restore({ path: entry?.path ?? '' }, {});
    expect(restored.root).toBe(`${root}-restored`);
    expect((await statusOf(restored.root)).counts.success).toBe(4);
    expect(await engine.home.trash({ folders: [folder] }, {})).toEqual([]);
    const home = await engine.home.watch({}, {}).next();
    expect(JSON.stringify(home.value)).toContain(restored.key);
  });

  it('starts with the text of a space file as it is on screen, and keeps it with the launch', async () => {
    const { engine, folder, start, root, yaml } = startable();
    const text = readFileSync(yaml, 'utf8').replace(
      /pipeline_space:\n(?: .*\n)+/,
      'pipeline_space: space.yaml\n',
    );
    const path = join(folder, 'space.yaml');
    writeFileSync(path, 'x: {lower: 0.0, upper: 1.0}\n');
    const unsaved = { [path]: 'x: {lower: 0.0, upper: 0.5}\n' };
    const check = await engine.setup.check({ text, file: yaml, samples: 0, unsaved }, {});
    expect(check).toMatchObject({
      valid: true,
      space: [{ name: 'x', upper: 0.5 }],
      space_file: { written: 'space.yaml', path, text: unsaved[path] },
    });
    await start({ text, unsaved });
    await finished(root);
    const found = await engine.setup.lookAtRoot({ root, file: null }, {});
    expect(found.run).toMatchObject({ yaml: text, space_yaml: unsaved[path] });
    expect(readFileSync(path, 'utf8')).toBe('x: {lower: 0.0, upper: 1.0}\n');
  });

  it('refuses to overwrite while a worker is alive, and says so beforehand', async () => {
    const { start, root, folder, engine } = startable({}, { 'objective.mjs': NOTING, hold: '' });
    const started = await start();
    await waitUntil(() => evaluationsIn(folder).length > 0);
    const existing = await existingOf(await start());
    expect(existing.workers_alive).toHaveLength(1);
    expect(existing.overwrite_refusal).toContain('alive');
    await expect(start({ existing: { kind: 'overwrite', confirmed_name: 'results' } })).rejects.toMatchObject(
      {
        code: 'root-workers-alive',
      },
    );
    const key = started.kind === 'started' ? started.key : '';
    await engine.run.stop({ key, now: true }, {});
    await waitUntil(async () => (await statusOf(root)).state !== 'running');
    expect((await existingOf(await start())).overwrite_refusal).toBeNull();
  });

  it('refuses an invalid text with all of its problems', async () => {
    const { start, root } = startable();
    const refused = await start({ text: 'pipeline_space:\n  x: [1, 0]\n' }).catch(
      (thrown: unknown) => thrown,
    );
    expect(refused).toMatchObject({ code: 'config-invalid' });
    expect((refused as { details: { problems: unknown[] } }).details.problems.length).toBeGreaterThan(1);
    expect(existsSync(root)).toBe(false);
  });

  it('gives the workers of a start their environment', async () => {
    const { start, root, engine } = startable(
      { max_evaluations_total: 1, incumbent: { env: { FROM_RUN: 'run', BOTH: 'run' } } },
      {
        'objective.mjs':
          'export const objective = () => ({ loss: 1, info_dict: [process.env.FROM_RUN, process.env.BOTH] });',
      },
    );
    const started = await start({ env: { BOTH: 'start' } });
    await finished(root);
    const key = started.kind === 'started' ? started.key : '';
    const first = await engine.run.watch({ key }, {}).next();
    expect(first.value).toMatchObject({ trials: [{ extra: ['run', 'start'] }] });
  });
});

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
