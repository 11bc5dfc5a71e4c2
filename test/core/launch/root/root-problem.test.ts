import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { IncumbentError } from '#core/contract/errors.ts';
import { type ReadRun, readRun } from '#core/launch/read/read-run.ts';
import { readyRun } from '#core/launch/read/ready-run.ts';
import { prepareRoot } from '#core/launch/root/prepare-root.ts';
import { withRootProblem } from '#core/launch/root/root-problem.ts';
import { systemClock } from '#core/platform/clock.ts';
import { folderWith } from '#test/support/folder-with.ts';
import { removeFolder } from '#test/support/remove-folder.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) {
    removeFolder(folder);
  }
});

/** A YAML whose third line names its root; `HOME` is a folder beside it. */
async function runIn(root: string) {
  const text = [
    'evaluate_pipeline: train.mjs:train',
    'pipeline_space: {x: [0.0, 1.0]}',
    `root_directory: ${root}`,
    'max_evaluations_total: 1',
  ].join('\n');
  const folder = folderWith({ 'run.yaml': text, 'train.mjs': 'export const train = ({ x }) => x;\n' });
  folders.push(folder);
  const [file, home] = [join(folder, 'run.yaml'), join(folder, 'home')];
  mkdirSync(home);
  mkdirSync(join(folder, 'papers'));
  writeFileSync(join(folder, 'papers', 'thesis.pdf'), '');
  const read = await readRun({ text, file, workingDirectory: '/', set: [], home, env: process.env });
  return { folder, file, home, read };
}

/** What a start says of a root that it refuses. */
async function refusalOfStart(read: ReadRun): Promise<Pick<IncumbentError, 'code' | 'message'>> {
  const launch = {
    at: '2026-01-01T00:00:00Z',
    host: 'here',
    by: 'a test',
    version: '0',
    workers: 1,
    set: [],
    file: read.source.file,
    yaml: read.source.text,
  };
  const started = prepareRoot({
    run: readyRun(read),
    wish: { kind: 'continue' },
    launch,
    begunAt: new Date(),
    home: read.source.home,
    clock: systemClock,
  });
  return await started.then(
    () => {
      throw new Error('expected a refusal');
    },
    ({ code, message }: IncumbentError) => ({ code, message }),
  );
}

describe('the root that a YAML names', () => {
  it.each([
    ['the root of a file system', '/', 'root-unsafe', 'found the root of a file system: /.'],
    ['the home directory', '"~"', 'root-unsafe', 'found the home directory'],
    ['a file', 'train.mjs', 'root-not-a-run', 'found a file at'],
    ['a directory of other files', 'papers', 'root-not-a-run', 'found thesis.pdf in'],
  ])('is refused at its line where it is %s, as a start refuses it', async (_, root, code, words) => {
    const { file, read } = await runIn(root);
    expect(read.valid).toBe(true);
    const checked = await withRootProblem(read);
    expect(checked.valid).toBe(false);
    const problems = checked.problems.filter(({ severity }) => severity === 'error');
    expect(problems).toEqual([
      expect.objectContaining({ code, file, line: 3, column: 17, path: 'root_directory' }),
    ]);
    expect(problems[0]?.message).toContain(words);
    expect(problems[0]?.message).toContain('Choose another root_directory');
    expect(await refusalOfStart(read)).toEqual({ code, message: problems[0]?.message });
  });

  it('is refused with the name of the file that stands in its way', async () => {
    const { folder, read } = await runIn('train.mjs/runs/first');
    const [problem] = (await withRootProblem(read)).problems.filter(({ severity }) => severity === 'error');
    const [file, root] = [join(folder, 'train.mjs'), join(folder, 'train.mjs', 'runs', 'first')];
    expect(problem?.message).toBe(
      `A run is kept in a directory, found a file at ${file}, in the way of ${root}. Choose another root_directory`,
    );
    expect((await refusalOfStart(read)).message).toBe(problem?.message);
  });

  it('is nothing to speak of where a run can begin', async () => {
    const { read } = await runIn('runs/first');
    expect(await withRootProblem(read)).toBe(read);
  });

  it('keeps nobody from a start where a permission is missing, which may be there by then', async () => {
    const { folder, read } = await runIn('locked/run');
    mkdirSync(join(folder, 'locked'));
    chmodSync(join(folder, 'locked'), 0o555);
    const { valid, problems } = await withRootProblem(read);
    const expected = process.getuid?.() === 0 ? [] : ['permission-denied'];
    expect([valid, problems.filter(({ path }) => path === 'root_directory').map(({ code }) => code)]).toEqual(
      [true, expected],
    );
  });
});
