import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { builtCommand, command, evaluationsIn, NOTING, statusOf } from '#test/support/command-line.ts';
import { searchesOfThisFile } from '#test/support/searches.ts';
import { waitUntil } from '#test/support/wait-until.ts';

const search = searchesOfThisFile();

function trashOf(folder: string): readonly string[] {
  const trash = join(folder, '.incumbent-trash');
  return existsSync(trash) ? readdirSync(trash) : [];
}

describe('overwriting', () => {
  it('is refused with exit code 3 without --yes, and names what would be lost', async () => {
    const { yaml, root, folder } = search({ overwrite_working_directory: true });
    await command(['run', yaml]);
    writeFileSync(join(root, 'thesis.tex'), 'mine');
    const { code, stderr } = await command(['run', yaml]);
    expect(code).toBe(3);
    expect(stderr).toMatch(/4 trials.*best loss.*thesis\.tex.*--yes/s);
    expect(trashOf(folder)).toEqual([]);
  });

  it('moves the whole root into the trash beside it, from where it comes back', async () => {
    const { yaml, root, folder } = search({ overwrite_working_directory: true });
    await command(['run', yaml]);
    writeFileSync(join(root, 'thesis.tex'), 'mine');
    const before = await statusOf(root);
    expect((await command(['run', yaml, '--yes', '--set', 'max_evaluations_total=2'])).code).toBe(0);
    expect((await statusOf(root)).counts.success).toBe(2);
    const [entry = ''] = trashOf(folder);
    expect(entry).toMatch(/^results-\d{4}-\d\d-\d\dT/);
    const path = join(folder, '.incumbent-trash', entry);
    expect(readFileSync(join(path, 'thesis.tex'), 'utf8')).toBe('mine');

    const list = await command(['trash', 'list', folder, '--json']);
    expect(JSON.parse(list.stdout)).toMatchObject({ schema: 1, entries: [{ path, original: root }] });
    const occupied = await command(['trash', 'restore', path]);
    expect([occupied.code, occupied.stderr]).toEqual([3, expect.stringContaining('something is there')]);
    rmSync(root, { recursive: true });
    const restored = await command(['trash', 'restore', path]);
    expect([restored.code, restored.stdout.trim()]).toEqual([0, root]);
    expect((await statusOf(root)).run_id).toBe(before.run_id);
  });

  it('is consumed by the call that does it: the stored run continues', async () => {
    const { yaml, root } = search({ overwrite_working_directory: true });
    await command(['run', yaml]);
    await command(['run', yaml, '--yes']);
    const { run_id } = await statusOf(root);
    expect(readFileSync(join(root, '.incumbent', 'run.yaml'), 'utf8')).toContain(
      'overwrite_working_directory: false',
    );
    expect((await command(['resume', root, '--set', 'max_evaluations_total=5'])).code).toBe(0);
    expect((await builtCommand(['worker', root])).code).toBe(0);
    expect(await statusOf(root)).toMatchObject({ run_id, counts: { success: 5 } });
  });

  it('joins a run with live workers where the YAML says it, and refuses where the call says it', async () => {
    const { yaml, root, folder } = search(
      { overwrite_working_directory: true },
      { 'objective.mjs': NOTING, hold: '' },
    );
    const first = command(['run', yaml]);
    await waitUntil(() => evaluationsIn(folder).length > 0);
    const { run_id } = await statusOf(root);
    // Not of the same moment as its creation, as far as the second call can tell: it begins later.
    const joining = command(['run', yaml, '--yes']);
    await waitUntil(() => evaluationsIn(folder).length > 1);
    const refused = await command(['run', yaml, '--overwrite', '--yes']);
    expect([refused.code, refused.stderr]).toEqual([3, expect.stringContaining('alive')]);
    rmSync(join(folder, 'hold'));
    expect([(await first).code, (await joining).code]).toEqual([0, 0]);
    expect(await statusOf(root)).toMatchObject({ run_id, counts: { success: 4 } });
    expect(trashOf(folder)).toEqual([]);
  });

  it.each([
    [
      'a repository',
      (root: string) => mkdirSync(join(root, 'results', 'config_1', 'checkout', '.git'), { recursive: true }),
    ],
    ['another run', (root: string) => mkdirSync(join(root, 'inner', '.incumbent'), { recursive: true })],
  ])('is refused for a root that contains %s', async (words, plant) => {
    const { yaml, root, folder } = search();
    await command(['run', yaml]);
    plant(root);
    const { code, stderr } = await command(['run', yaml, '--overwrite', '--yes']);
    expect([code, stderr]).toEqual([3, expect.stringContaining(words)]);
    expect(existsSync(root)).toBe(true);
    expect(trashOf(folder)).toEqual([]);
  });

  it('is refused for a root that contains the YAML or the pipeline of the new run', async () => {
    const { yaml, root } = search();
    await command(['run', yaml]);
    const inner = join(root, 'own.yaml');
    writeFileSync(
      inner,
      readFileSync(yaml, 'utf8')
        .replace('objective.mjs', '../objective.mjs')
        .replace('root_directory: results', 'root_directory: .'),
    );
    const { code, stderr } = await command(['run', inner, '--overwrite', '--yes']);
    expect([code, stderr]).toEqual([3, expect.stringContaining('needs')]);
  });

  it('is refused for the home directory', async () => {
    const { yaml, root, folder } = search();
    await builtCommand(['run', yaml]);
    const { code, stderr } = await builtCommand(['run', yaml, '--overwrite', '--yes'], {
      env: { HOME: root },
    });
    expect([code, stderr]).toEqual([3, expect.stringContaining('home directory')]);
    expect(trashOf(folder)).toEqual([]);
  });

  it('leaves a directory alone that is no run', async () => {
    const { yaml, root } = search();
    mkdirSync(root);
    writeFileSync(join(root, 'thesis.tex'), 'mine');
    const { code, stderr } = await command(['run', yaml, '--overwrite', '--yes']);
    expect([code, stderr]).toEqual([3, expect.stringContaining('thesis.tex')]);
    expect(readdirSync(root)).toEqual(['thesis.tex']);
  });

  it('works on a root whose record is broken, which can not be continued', async () => {
    const { yaml, root, folder } = search();
    await command(['run', yaml]);
    writeFileSync(join(root, '.incumbent', 'run.yaml'), 'format: [');
    expect((await command(['run', yaml])).code).not.toBe(0);
    expect((await command(['run', yaml, '--overwrite', '--yes'])).code).toBe(0);
    expect(trashOf(folder)).toHaveLength(1);
    expect((await statusOf(root)).counts.success).toBe(4);
  });
});

describe('incumbent trash', () => {
  it('deletes for good only when it is told to, one entry or all', async () => {
    const { yaml, folder, root } = search({ overwrite_working_directory: true, max_evaluations_total: 1 });
    for (const _ of [1, 2, 3]) {
      await command(['run', yaml, '--yes']);
    }
    const [first = '', second = ''] = trashOf(folder);
    expect([first, second].map((name) => basename(name).startsWith('results-'))).toEqual([true, true]);
    const one = await command(['trash', 'empty', join(folder, '.incumbent-trash', first)]);
    expect(one.code).toBe(0);
    expect(trashOf(folder)).toEqual([second]);
    expect((await command(['trash', 'empty', root])).code).toBe(0);
    expect(trashOf(folder)).toEqual([]);
    expect((await command(['trash', 'restore', join(folder, 'results')])).code).toBe(2);
  });
});
