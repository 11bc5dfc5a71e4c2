import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type ReadRun, readRun } from '#core/launch/read/read-run.ts';
import { problemLine, readyRun } from '#core/launch/read/ready-run.ts';
import { PYTHON } from '#test/core/pipeline/support.ts';
import { folderWith } from '#test/support/folder-with.ts';
import { removeFolder } from '#test/support/remove-folder.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) {
    removeFolder(folder);
  }
});

const CODE = 'export function train({ x }) { return x; }\n';

async function read(yaml: string, files: Readonly<Record<string, string>> = { 'train.mjs': CODE }) {
  const folder = folderWith({ 'run.yaml': yaml, ...files });
  folders.push(folder);
  const file = join(folder, 'run.yaml');
  const source = { text: yaml, file, workingDirectory: '/', set: [], home: '/users/ada', env: process.env };
  return { folder, file, read: await readRun(source) };
}

const errorsOf = ({ problems }: ReadRun) => problems.filter(({ severity }) => severity === 'error');

describe('reading a run from its YAML', () => {
  it('resolves paths against the folder of the YAML and keeps the written form', async () => {
    const { folder, read: run } = await read(
      'evaluate_pipeline: train.mjs:train\npipeline_space: {x: [0.0, 1.0]}\nroot_directory: ~/runs\nmax_evaluations_total: 1\n',
    );
    expect(run).toMatchObject({ valid: true, root: '/users/ada/runs', folder, python: null });
    expect(run.settings).toMatchObject({
      root_directory: '/users/ada/runs',
      evaluate_pipeline: { file: join(folder, 'train.mjs'), written: 'train.mjs:train' },
    });
    expect(readyRun(run)).toMatchObject({
      folder,
      optimizer: { name: 'bayesian_optimization' },
      interpreter: null,
    });
  });

  it('reads a space from a file of its own beside the YAML', async () => {
    const { read: run } = await read(
      'evaluate_pipeline: train.mjs:train\npipeline_space: space.yaml\nmax_evaluations_total: 1\n',
      { 'train.mjs': CODE, 'space.yaml': 'x: [0.0, 1.0]\n' },
    );
    expect(run.valid).toBe(true);
    expect(run.parsed.space).toMatchObject([{ name: 'x', kind: 'float' }]);
  });

  it('reports problems of text, optimizer and pipeline together, each at its line', async () => {
    const { file, read: run } = await read(
      [
        'evaluate_pipeline: trian.mjs:train',
        'pipeline_space:',
        '  x: [1.0, 0.0]',
        '  y: [0, 5]',
        'max_evaluations_total: 1',
        'optimizer: hyperbnad',
      ].join('\n'),
    );
    expect(run.valid).toBe(false);
    const found = errorsOf(run).map(({ line, file: at }) => [at, line]);
    expect(found).toContainEqual([file, 1]);
    expect(found).toContainEqual([file, 3]);
    expect(found).toContainEqual([file, 6]);
    expect(() => readyRun(run)).toThrow(/^.*run\.yaml:.*\n.*run\.yaml:.*\n.*run\.yaml:/);
  });

  it('knows no root where the text can not be read, or gives something else than a path', async () => {
    const { folder, read: none } = await read('evaluate_pipeline: train.mjs:train\n');
    expect(none.root).toBe(join(folder, 'neps_results'));
    expect((await read('evaluate_pipeline: [train.mjs\n')).read.root).toBeNull();
    expect((await read('just words\n')).read.root).toBeNull();
    expect((await read('root_directory: {a: 1}\n')).read.root).toBeNull();
    expect((await read('root_directory: ~\n')).read.root).toBeNull();
    expect((await read('root_directory:\n')).read.root).toContain('neps_results');
  });

  it('names a missing file with a code of its own where that is all', async () => {
    const { read: run } = await read(
      'evaluate_pipeline: nowhere.mjs:train\npipeline_space: {x: [0.0, 1.0]}\nmax_evaluations_total: 1\n',
    );
    expect(() => readyRun(run)).toThrow(expect.objectContaining({ code: 'pipeline-file-missing' }));
  });

  it('tells which Python would run a function, or that there is none', async () => {
    const yaml =
      'evaluate_pipeline: train.py:train\npipeline_space: {x: [0.0, 1.0]}\nmax_evaluations_total: 1\n';
    const files = { 'train.py': 'def train(x):\n    return x\n' };
    const { read: none } = await read(`${yaml}incumbent: {python: /nowhere/python}\n`, files);
    expect(none.python?.interpreter).toBeNull();
    expect(errorsOf(none)).toEqual([expect.objectContaining({ code: 'python-not-found', line: 4 })]);
  });
});

describe.skipIf(PYTHON === null)('a function in a file that is no Python (needs Python)', () => {
  const yaml = (function_: string) =>
    `evaluate_pipeline: ${function_}\npipeline_space: {x: [0.0, 1.0]}\nmax_evaluations_total: 1\n`;
  const files = { 'train.py': 'sizes = = 3\n\ndef trian(y):\n    return y\n' };

  it.each(['train.py:train', 'train:train'])(
    'is told of %s at the line of that file, and nothing else',
    async (written) => {
      const { folder, read: run } = await read(yaml(written), files);
      expect(run.problems.filter(({ severity }) => severity !== 'note')).toEqual([
        expect.objectContaining({
          code: 'pipeline-import-failed',
          severity: 'error',
          file: join(folder, 'train.py'),
          line: 1,
          column: 9,
          path: 'evaluate_pipeline',
        }),
      ]);
      expect(run.valid).toBe(false);
      expect(() => readyRun(run)).toThrow(
        expect.objectContaining({
          code: 'pipeline-import-failed',
          message: expect.stringContaining(`${join(folder, 'train.py')}:1:9: `),
        }),
      );
    },
  );
});

describe('a function in a file that is no JavaScript', () => {
  const yaml =
    'evaluate_pipeline: train.mjs:train\npipeline_space: {x: [0.0, 1.0]}\nmax_evaluations_total: 1\n';

  it('is told at the line of that file, and nothing else', async () => {
    const { folder, read: run } = await read(yaml, { 'train.mjs': 'export const trian = ({ y }) => y y;\n' });
    expect(run.problems).toEqual([
      expect.objectContaining({
        code: 'pipeline-import-failed',
        file: join(folder, 'train.mjs'),
        line: 1,
        column: 35,
      }),
    ]);
    expect(run.valid).toBe(false);
  });

  it('is told beside what else is wrong where it is a module that the file imports', async () => {
    const { folder, read: run } = await read(yaml, {
      'train.mjs': "import './net.mjs';\nexport const trian = ({ x }) => x;\n",
      'net.mjs': 'x x\n',
    });
    expect(errorsOf(run)).toEqual([
      expect.objectContaining({ code: 'pipeline-function-missing' }),
      expect.objectContaining({ code: 'pipeline-import-failed', file: join(folder, 'net.mjs'), line: 1 }),
    ]);
  });
});

describe('a problem in a line', () => {
  it('gives file, line and column before the message', () => {
    const problem = {
      code: 'a',
      severity: 'error',
      message: 'No.',
      file: '/r.yaml',
      line: 3,
      column: 5,
      path: 'x',
    } as const;
    expect(problemLine(problem)).toBe('/r.yaml:3:5: No.');
    expect(problemLine({ ...problem, file: null })).toBe('line 3:5: No.');
    expect(problemLine({ ...problem, file: null, line: null })).toBe('No.');
  });

  it('lists the functions of the file, also where the text names none of them yet', async () => {
    const files = { 'train.py': 'def train(lr: float = 1e-3): ...\n' };
    const named = await read('evaluate_pipeline: train.py:train\npipeline_space: {lr: [0.0, 1.0]}\n', files);
    expect(named.read.pipeline).toEqual({
      language: 'python',
      written: 'train.py',
      functions: [
        {
          name: 'train',
          parameters: [{ name: 'lr', annotation: 'float', default: '1e-3', kind: 'name' }],
          complete: true,
        },
      ],
      chosen: 'train',
    });
    const unnamed = await read('evaluate_pipeline: train.py\n', files);
    expect(unnamed.read.pipeline).toEqual({ ...named.read.pipeline, chosen: null });
    const module = await read('evaluate_pipeline: train:other\n', files);
    expect(module.read.pipeline).toMatchObject({ written: 'train', chosen: 'other' });
    const command = await read('evaluate_pipeline: {command: ls}\n', files);
    expect(command.read.pipeline).toBeNull();
  });

  it('says nothing of how the optimizer goes with a space of which a parameter can not be read', async () => {
    const epochs = (upper: string) =>
      `evaluate_pipeline: train.mjs:train\npipeline_space:\n  x: [0.0, 1.0]\n  epochs: {lower: 1, ${upper}: 9, is_fidelity: true}\n` +
      'max_evaluations_total: 1\noptimizer: hyperband\n';
    const { read: good } = await read(epochs('upper'));
    expect(errorsOf(good)).toEqual([]);
    const { read: slip } = await read(epochs('uper'));
    expect(errorsOf(slip).map(({ code, line }) => [code, line])).toEqual([['bounds-incomplete', 4]]);
    const { read: unknown } = await read(epochs('uper').replace('hyperband', 'hyperbnad'));
    expect(errorsOf(unknown).map(({ code }) => code)).toEqual(['bounds-incomplete', 'optimizer-unknown']);
  });

  it('warns of arguments and parameters that do not fit, unless a parameter can not be read', async () => {
    const files = { 'train.py': 'def train(learning_rate, momentum): ...\n' };
    const yaml =
      'evaluate_pipeline: train.py:train\npipeline_space: {lr: [0.0, 1.0]}\nmax_evaluations_total: 1\n';
    const { file, read: run } = await read(yaml, files);
    const warned = run.problems.filter(({ code }) => code === 'signature-mismatch');
    expect(warned.map(({ message }) => message)).toEqual([
      '`lr` is in the search space, `train` takes `learning_rate`.',
      '`momentum` is an argument of `train` without a value: add it to the search space, or give it a default.',
    ]);
    expect(warned[0]).toMatchObject({ severity: 'warning', file, line: 1, path: 'evaluate_pipeline' });
    const broken = await read(yaml.replace('[0.0, 1.0]', '[1.0, 0.0]'), files);
    expect(broken.read.problems.filter(({ code }) => code === 'signature-mismatch')).toEqual([]);
  });
});
