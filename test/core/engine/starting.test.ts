import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ExistingRun } from '#core/contract/run/existing-run.ts';
import type { RunUpdate } from '#core/contract/run/run-view.ts';
import type { Engine } from '#core/engine.ts';
import { evaluationsIn, NOTING, statusOf } from '#test/support/command-line.ts';
import { waitUntil } from '#test/support/wait-until.ts';
import { enginesOfThisFile, finished } from './engines.ts';

const { startable } = enginesOfThisFile();

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
