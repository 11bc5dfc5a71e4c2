import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { command, evaluationsIn, NOTING, statusOf, trialsOf } from '#test/support/command-line.ts';
import { searchesOfThisFile } from '#test/support/searches.ts';

const search = searchesOfThisFile();

/** A run of six trials, and a YAML of the same run with another space and a root of its own. */
async function branchable(change: (yaml: string) => string) {
  const made = search({ max_evaluations_total: 6, seed: 1 }, { 'objective.mjs': NOTING });
  expect((await command(['run', made.yaml])).code).toBe(0);
  const other = join(made.folder, 'other.yaml');
  const text = change(readFileSync(made.yaml, 'utf8'));
  writeFileSync(other, text.replace('root_directory: results', 'root_directory: branched'));
  return { ...made, other, branched: join(made.folder, 'branched') };
}

const NARROWER = (yaml: string) =>
  yaml.replace('upper: 1\n', 'upper: 0.5\n').replace('max_evaluations_total: 6', 'max_evaluations_total: 3');

describe('incumbent branch', () => {
  it('makes a root with the trials that still fit, which no budget counts', async () => {
    const { folder, root, other, branched } = await branchable(NARROWER);
    const fits = (await trialsOf(root)).filter(({ config }) => Number(config.x) <= 0.5);
    expect(fits.length).toBeGreaterThan(0);
    expect(fits.length).toBeLessThan(6);
    const done = await command(['branch', root, other, '--json']);
    expect([done.code, done.stderr]).toEqual([0, '']);
    expect(JSON.parse(done.stdout)).toEqual({
      schema: 1,
      root: branched,
      from: root,
      imported: fits.length,
      keeps_rungs: true,
      left_out: [
        { because: 'has a value of `x` that the new space does not allow', trials: 6 - fits.length },
      ],
    });
    const before = await statusOf(branched);
    expect(before.counts.success).toBe(fits.length);
    expect(before.budget.evaluations).toEqual({ completed: 0, committed: 0, total: 3 });
    expect(readFileSync(join(branched, 'all_losses_and_configs.txt'), 'utf8').match(/Loss/g)).toHaveLength(
      fits.length,
    );

    expect((await command(['run', other])).code).toBe(0);
    const after = await statusOf(branched);
    expect(after).toMatchObject({
      state: 'finished',
      counts: { success: fits.length + 3 },
      budget: { evaluations: { completed: 3, total: 3 } },
    });
    expect(evaluationsIn(folder).filter(([word]) => word === 'begin')).toHaveLength(6 + 3);
    const trials = await trialsOf(branched);
    expect(trials.map(({ worker }) => worker === 'imported')).toEqual(
      trials.map((_, index) => index < fits.length),
    );
    expect(
      trials
        .slice(0, fits.length)
        .map(({ loss }) => loss)
        .sort(),
    ).toEqual(fits.map(({ loss }) => loss).sort());
  });

  it('keeps the link in both runs', async () => {
    const { root, other, branched } = await branchable(NARROWER);
    await command(['branch', root, other]);
    const record = (of: string) => parse(readFileSync(join(of, '.incumbent', 'run.yaml'), 'utf8'));
    expect(record(branched).branched_from).toMatchObject({ root, run_id: record(root).run_id });
    expect(record(root).branches).toEqual([
      { root: branched, run_id: record(branched).run_id, at: record(branched).created_at },
    ]);
    expect((await command(['resume', root, '--set', 'max_evaluations_total=7'])).code).toBe(0);
    expect(record(root).branches).toHaveLength(1);
  });

  it('survives the loss of its journal: the files of results tell what was imported', async () => {
    const { root, other, branched } = await branchable(NARROWER);
    await command(['branch', root, other]);
    const before = await statusOf(branched);
    rmSync(join(branched, '.incumbent', 'journal'), { recursive: true });
    expect((await command(['run', other])).code).toBe(0);
    const after = await statusOf(branched);
    expect(after.budget.evaluations.completed).toBe(3);
    expect(after.counts.success).toBe(before.counts.success + 3);
  });

  it('is sound for the doctor', async () => {
    const { root, other, branched } = await branchable(NARROWER);
    await command(['branch', root, other]);
    const { code, stdout } = await command(['doctor', branched, '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout).findings).toEqual([]);
  });

  it('begins with the trials of a run of the Python library, into which nothing is written', async () => {
    const theirs = fileURLToPath(new URL('../../fixtures/neps/v0.12.2/interrupted', import.meta.url));
    const before = readdirSync(theirs, { recursive: true }).sort();
    const { yaml, root } = search({
      pipeline_space: {
        layers: [1, 8],
        lr: { lower: 1e-5, upper: 0.1, log: true },
        optimizer: ['sgd', 'adam'],
        weight_decay: 0.01,
      },
    });
    const done = await command(['branch', theirs, yaml, '--json']);
    expect([done.code, done.stderr]).toEqual([0, '']);
    expect(JSON.parse(done.stdout)).toMatchObject({
      imported: 4,
      keeps_rungs: false,
      left_out: [
        { because: 'has a value of `optimizer` that the new space does not allow', trials: 1 },
        { because: 'has no result', trials: 1 },
      ],
    });
    const status = await statusOf(root);
    expect(status.best?.loss).toBe(0.5223992874902048);
    expect(status.budget.evaluations.completed).toBe(0);
    expect(readdirSync(theirs, { recursive: true }).sort()).toEqual(before);
  });

  it('refuses the root of the run itself, and one where a run is', async () => {
    const { root, yaml, other } = await branchable(NARROWER);
    const same = await command(['branch', root, yaml]);
    expect([same.code, same.stderr]).toEqual([3, expect.stringContaining('root of its own')]);
    await command(['branch', root, other]);
    const again = await command(['branch', root, other]);
    expect([again.code, again.stderr]).toEqual([3, expect.stringContaining('found a run')]);
  });

  it('counts a trial again that is evaluated again', async () => {
    const { root, other, branched } = await branchable(NARROWER);
    await command(['branch', root, other]);
    const imported = (await statusOf(branched)).counts.success;
    expect((await command(['requeue', branched, '1'])).code).toBe(0);
    expect((await command(['run', other])).code).toBe(0);
    const { budget, counts } = await statusOf(branched);
    expect(budget.evaluations.completed).toBe(3);
    expect(counts.success).toBe(imported - 1 + 3);
    const [first] = await trialsOf(branched);
    expect(first?.worker).not.toBe('imported');
  });
});
