import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Pipeline } from '#core/contract/setup/settings.ts';
import { locatePipeline } from '#core/pipeline/source/locate.ts';
import { removeFolder } from '#test/support/remove-folder.ts';

describe('locating a pipeline without importing it', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'incumbent-locate-'));
  });
  afterEach(() => removeFolder(folder));

  async function write(name: string, text: string): Promise<string> {
    const file = join(folder, name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
    return file;
  }
  const locate = (pipeline: Pipeline) =>
    locatePipeline({ pipeline, workingDirectory: folder, env: { PATH: process.env.PATH } });
  const python = (name: string, file = 'train.py') =>
    locate({ kind: 'python', file: join(folder, file), function: name, written: `${file}:${name}` });
  const javascript = (name: string, file = 'train.mjs') =>
    locate({ kind: 'javascript', file: join(folder, file), export: name, written: `${file}:${name}` });
  const codes = async (found: Promise<readonly { code: string }[]>) => (await found).map(({ code }) => code);

  test('names near files for a missing one, and the path in both forms', async () => {
    await write('src/train.py', '');
    await write('src/train.js', '');
    expect(await python('run', 'src/trian.py')).toEqual([
      {
        code: 'pipeline-file-missing',
        severity: 'error',
        message: `Expected the pipeline's file \`src/trian.py:run\` at ${folder}/src/trian.py, found none; near it in ${folder}/src: train.py`,
        file: null,
        line: null,
        column: null,
        path: 'evaluate_pipeline',
      },
    ]);
    const [deep] = await python('run', 'source/deep/train.py');
    expect(deep?.message).toContain(`the folder ${folder} is the deepest that exists`);
    const [isFolder] = await python('run', 'src');
    expect(isFolder?.message).toContain('found a folder');
  });

  test('names near functions for a missing one', async () => {
    await write('train.py', 'def trian(x):\n    return x\n\nasync def evaluate(x):\n    pass\n');
    const [problem] = await python('train');
    expect(problem).toMatchObject({ code: 'pipeline-function-missing', severity: 'error' });
    expect(problem?.message).toBe(`${folder}/train.py has no function \`train\`. Did you mean \`trian\`?`);
    await write('empty.py', '"""train is described here"""\n# def train(): pass\n');
    expect((await python('train', 'empty.py'))[0]?.message).toContain('It has no function at all.');
  });

  test.each([
    ['def train(x):\n    pass'],
    ['@decorated(\n    "x",\n)\ndef train(\n    x,\n    y=")",\n):\n    pass'],
    ['async def train(x): pass'],
    ['class train:\n    pass'],
    ['if True:\n    def train(x):\n        pass\nelse:\n    train = None'],
    ['try:\n    import torch\nexcept ImportError:\n    def train(x):\n        pass'],
    ['text = """\n)\n"""\ndef train(x):\n    pass'],
    ["text = '#'\ndef train(x):\n    pass"],
  ])('finds a function in Python: %j', async (text) => {
    await write('train.py', text);
    expect(await python('train')).toEqual([]);
  });

  test.each([
    ['import functools\ntrain = functools.partial(run, 3)'],
    ['from models import train'],
    ['from models import (\n    other,\n    run as train,\n)'],
    ['from models import *'],
    ['def other():\n    global train\n    train = 1'],
    ['globals()["train"] = lambda x: x'],
    ['for train in [1]:\n    pass'],
    ['def __getattr__(name):\n    return print'],
    ['exec(code)'],
    ['train: object = None'],
    ['with open(x) as train:\n    pass'],
  ])('leaves open what reading cannot decide in Python: %j', async (text) => {
    await write('train.py', text);
    expect(await python('train')).toMatchObject([{ code: 'pipeline-unseen', severity: 'note' }]);
  });

  test.each([
    ['class Model:\n    def train(self):\n        pass'],
    ['def run(model):\n    model.train()\n    train = 1'],
    ['model.train()'],
    ['# train = 1\nx = "train"\ny = """\ntrain = 1\n"""'],
    ['def run():\n    def train():\n        pass\n    return train'],
    ['def run(x): pass\nrun(1)'],
    // As in most training files: a model is put into its mode for evaluation, arguments are logged.
    ['def run(model, args):\n    model.eval()\n    log(config=vars(args))\n    setattr(model, "x", 1)'],
    ['class Model:\n    def __getattr__(self, name):\n        return 1'],
    ['if __name__ == "__main__":\n    run(**vars(parser.parse_args()))'],
  ])('tells what cannot be there in Python: %j', async (text) => {
    await write('train.py', text);
    expect(await codes(python('train'))).toEqual(['pipeline-function-missing']);
  });

  test.each([
    ['export function train() {}'],
    ['export async function train() {}'],
    ['export const train = async () => 1;'],
    ['const run = 1;\nexport { run as train, other };'],
    ["// it's one\nconst quote = /[\"']/;\nexport const train = 1;"],
    ['exports.train = () => 1;'],
    ['module.exports.train = () => 1;'],
    ['export abstract class train {}'],
    ['exports["train"] = 1;'],
    ['export { run as "train" };'],
    ['const train = 1;\nmodule.exports = { train };'],
    ['export const { train, test } = make();'],
  ])('finds an export in JavaScript: %j', async (text) => {
    await write('train.mjs', text);
    expect(await javascript('train')).toEqual([]);
  });

  test.each([
    ['export * from "./other.mjs";'],
    ['module.exports = require("./other");'],
    ['module.exports = { ...other };'],
    ['Object.defineProperty(exports, "train", { value: 1 });'],
    ['exports[name] = 1;'],
    ['const all = module.exports;\nall.train = 1;'],
    ['export = { train };'],
  ])('leaves open what reading cannot decide in JavaScript: %j', async (text) => {
    await write('train.mjs', text);
    expect(await codes(javascript('train'))).toEqual(['pipeline-unseen']);
  });

  test.each([
    ['const text = "export const train = 1";'],
    ['const pattern = /"/; // export const train = 1; "'],
    ['const text = `\nexport const train = 1`;'],
    ['export type train = number;'],
    ['export type { train } from "./other.ts";'],
    ['model.exports = { train };\nexport const run = { train: 1 };'],
  ])('tells what cannot be exported in JavaScript: %j', async (text) => {
    await write('train.mjs', text);
    expect(await codes(javascript('train'))).toEqual(['pipeline-function-missing']);
  });

  test('tells what is not exported in JavaScript', async () => {
    await write(
      'train.mjs',
      '// export function train() {}\nfunction train() {}\nexport const tain = `train`;\n',
    );
    const [problem] = await javascript('train');
    expect(problem?.code).toBe('pipeline-function-missing');
    expect(problem?.message).toContain('It has one that is not exported; put `export` before it.');
    await write('default.mjs', 'export default () => 1;\nexport const tain = 1;');
    expect(await javascript('default', 'default.mjs')).toEqual([]);
    expect((await javascript('train', 'default.mjs'))[0]?.message).toContain('`tain`');
  });

  test('looks for a module below the working directory, and leaves one elsewhere open', async () => {
    await write('package/module.py', 'def train(): pass\n');
    await write('package/sub/__init__.py', 'def train(): pass\n');
    const module = (name: string, found = 'train') =>
      locate({ kind: 'python-module', module: name, function: found, written: `${name}:${found}` });
    expect(await module('package.module')).toEqual([]);
    expect(await module('package.sub')).toEqual([]);
    expect(await codes(module('package.module', 'tarin'))).toEqual(['pipeline-function-missing']);
    expect(await codes(module('installed.package'))).toEqual(['pipeline-unseen']);
  });

  test('looks for the program of a command on PATH or as a path', async () => {
    await write('train.sh', '#!/bin/sh\n');
    const command = (...words: string[]) =>
      locate({ kind: 'command', command: words, written: words.join(' ') });
    expect(await command('sh', '-c', 'true')).toEqual([]);
    expect(await command('{program}')).toEqual([]);
    expect(await codes(command('no-such-program'))).toEqual(['pipeline-file-missing']);
    const [notExecutable] = await command('./train.sh');
    expect(notExecutable?.message).toContain(`at ${folder}/train.sh, found none that can be executed`);
  });

  test('finds its way in every function of the fixture programs', async () => {
    const { readFile, readdir } = await import('node:fs/promises');
    const { PROGRAMS } = await import('#test/core/pipeline/support.ts');
    for (const name of await readdir(join(PROGRAMS, 'python'))) {
      if (name.endsWith('.py') && !name.startsWith('syntax')) {
        const file = join(PROGRAMS, 'python', name);
        const text = await readFile(file, 'utf8');
        for (const [, found = ''] of text.matchAll(/^(?:async )?def (\w+)/gm)) {
          const problems = await locate({ kind: 'python', file, function: found, written: name });
          expect(problems, `${name}:${found}`).toEqual([]);
        }
      }
    }
  });
});
