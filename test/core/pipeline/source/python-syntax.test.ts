import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { pythonSyntaxProblem } from '#core/pipeline/source/syntax-problem.ts';
import { PYTHON } from '#test/core/pipeline/support.ts';
import { removeFolder } from '#test/support/remove-folder.ts';

describe.skipIf(PYTHON === null)('what keeps Python from reading a source file (needs Python)', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'incumbent-syntax-'));
  });
  afterEach(() => removeFolder(folder));

  const file = () => join(folder, 'train.py');
  const interpreter = { path: PYTHON?.path ?? '', version: PYTHON?.version ?? '' };
  const look = () => pythonSyntaxProblem({ file: file(), module: null, interpreter, env: process.env });
  const lookAt = async (source: string | Uint8Array) => {
    await writeFile(file(), source);
    return await look();
  };

  test('is told at its line and column, with the line and the words of that Python', async () => {
    const problem = await lookAt('def train(x):\n    return x\n\nsizes = = 3\n');
    expect(problem).toMatchObject({
      code: 'pipeline-import-failed',
      severity: 'error',
      file: file(),
      line: 4,
      column: 9,
      path: 'evaluate_pipeline',
    });
    expect(problem?.message).toContain(`a file that Python ${interpreter.version} can read`);
    expect(problem?.message).toContain('`sizes = = 3` (');
    expect(problem?.message).toContain('Correct it');
  });

  test.each([
    ['an indentation', 'def train(x):\nreturn x\n', 2],
    ['what only compiling shows', 'def train(x):\n    return x\n\nreturn 3\n', 4],
    ['a text with Windows line breaks', 'def train(x):\r\n    return x\r\n\r\nx = = 3\r\n', 4],
  ])('may be %s', async (_, source, line) => {
    expect(await lookAt(source)).toMatchObject({ file: file(), line });
  });

  test('may be bytes that are no text, which stand in no line that it names', async () => {
    expect(await lookAt(Buffer.from([0x78, 0x3d, 0xff, 0x22, 0x0a]))).toMatchObject({ file: file() });
    expect((await lookAt('x = 1\0\n'))?.message).toContain('null byte');
  });

  test('is not known of an encoding that installed packages may bring; one that Python has is read', async () => {
    expect(await lookAt('# coding: future_fstrings\nx = f"{y}"\n')).toBeNull();
    expect(await lookAt(Buffer.from('# -*- coding: latin-1 -*-\nx = "\xe4"\n', 'latin1'))).toBeNull();
    expect(await lookAt('\ufeff# coding: utf-8\r\nx = 1\r\n')).toBeNull();
  });

  test('is nothing in a file that it can read, however little that is worth when it runs', async () => {
    expect(await lookAt('import a_module_that_is_nowhere\nraise SystemExit(3)\n')).toBeNull();
  });

  test('is found without running any of the file', async () => {
    const mark = join(folder, 'mark');
    await lookAt(`open(${JSON.stringify(mark)}, "w").close()\nx = (\n`);
    await lookAt(`open(${JSON.stringify(mark)}, "w").close()\n`);
    expect(existsSync(mark)).toBe(false);
  });

  test('is gone once the file is mended', async () => {
    expect(await lookAt('x = (\n')).not.toBeNull();
    expect(await look()).not.toBeNull();
    expect(await lookAt('x = (1)\n')).toBeNull();
  });

  test('is not known where there is no file, or no Python that answers', async () => {
    expect(await look()).toBeNull();
    await writeFile(file(), 'x = (\n');
    const silent = { path: join(folder, 'no-python'), version: '3.12.0' };
    const question = { file: file(), module: null, interpreter: silent, env: process.env };
    expect(await pythonSyntaxProblem(question)).toBeNull();
  });

  describe('in what it imports', () => {
    const write = async (files: Readonly<Record<string, string>>) => {
      for (const [name, source] of Object.entries(files)) {
        await mkdir(dirname(join(folder, name)), { recursive: true });
        await writeFile(join(folder, name), source);
      }
    };
    const lookAtAll = async (files: Readonly<Record<string, string>>) => {
      await write(files);
      return await look();
    };
    const BROKEN = 'def train(x):\n    return (x\n';

    test('is told of a module beside it, with the file that imports it', async () => {
      const problem = await lookAtAll({ 'train.py': 'import os\nimport model\n', 'model.py': 'x = = 3\n' });
      expect(problem).toMatchObject({ file: join(folder, 'model.py'), line: 1, column: 5 });
      expect(problem?.message).toContain('since train.py imports it, found `x = = 3` (');
    });

    test.each<[string, Record<string, string>, string]>([
      ['a name of a module', { 'train.py': 'from model import Net\n', 'model.py': BROKEN }, 'model.py'],
      [
        'several steps away',
        { 'train.py': 'import a\n', 'a.py': 'import b\n', 'b.py': 'import a\nimport c\n', 'c.py': BROKEN },
        'c.py',
      ],
      [
        'in a package',
        { 'train.py': 'from nets.parts import Head\n', 'nets/__init__.py': '', 'nets/parts.py': BROKEN },
        'nets/parts.py',
      ],
      [
        'a package itself',
        { 'train.py': 'import nets.parts\n', 'nets/__init__.py': BROKEN },
        'nets/__init__.py',
      ],
      [
        'in a folder alone',
        { 'train.py': 'from nets import parts\n', 'nets/parts.py': BROKEN },
        'nets/parts.py',
      ],
      [
        'relative to its package',
        {
          'train.py': 'import nets\n',
          'nets/__init__.py': 'from .parts import Head\n',
          'nets/parts.py': 'from . import base\n',
          'nets/base.py': BROKEN,
        },
        'nets/base.py',
      ],
    ])('is told where that is %s', async (_, files, broken) => {
      expect(await lookAtAll(files)).toMatchObject({ file: join(folder, broken) });
    });

    test.each<[string, Record<string, string>]>([
      ['an import that may fail', { 'train.py': 'try:\n    import model\nexcept Exception:\n    pass\n' }],
      ['an import under a condition', { 'train.py': 'if __name__ == "__main__":\n    import model\n' }],
      ['an import within a function', { 'train.py': 'def train():\n    import model\n' }],
      ['a module that nobody imports', { 'train.py': 'x = 1\n' }],
      [
        'imports from a place that the file chooses',
        { 'train.py': 'import sys\nsys.path.insert(0, "lib")\nimport model\n', 'lib/model.py': '' },
      ],
      [
        'imports after a module that chooses their place',
        { 'train.py': 'import setup\nimport model\n', 'setup.py': 'from sys import path\n' },
      ],
      ['a module that Python itself has', { 'train.py': 'import json\n', 'json.py': BROKEN }],
      ['a relative import of a file that is in no package', { 'train.py': 'from . import model\n' }],
      [
        'a name that a package gives by itself',
        {
          'train.py': 'from nets import parts\n',
          'nets/__init__.py': 'parts = 3\n',
          'nets/parts.py': BROKEN,
        },
      ],
      [
        'a module whose package is another',
        { 'train.py': 'import model\n', 'model/__init__.py': '', 'other.py': BROKEN },
      ],
    ])('is nothing for %s', async (_, files) => {
      expect(await lookAtAll({ 'model.py': BROKEN, ...files })).toBeNull();
    });

    test('is nothing for a folder alone whose name an installed package has: Python imports that', async () => {
      await write({
        'train.py': 'import nets.parts\n',
        'nets/parts.py': BROKEN,
        'installed/nets/__init__.py': '',
        'installed/nets/parts.py': '',
      });
      const env = { ...process.env, PYTHONPATH: join(folder, 'installed') };
      expect(await look()).not.toBeNull();
      expect(await pythonSyntaxProblem({ file: file(), module: null, interpreter, env })).toBeNull();
    });

    test('is told of a function that is named by its module, relative imports and all', async () => {
      await write({
        'lab/__init__.py': '',
        'lab/train.py': 'from .model import Net\n',
        'lab/model.py': BROKEN,
      });
      const question = {
        file: join(folder, 'lab/train.py'),
        module: { name: 'lab.train', folder },
        interpreter,
        env: process.env,
      };
      expect(await pythonSyntaxProblem(question)).toMatchObject({ file: join(folder, 'lab/model.py') });
    });

    test('comes and goes with that module, which need not be there at first', async () => {
      expect(await lookAtAll({ 'train.py': 'import model\n' })).toBeNull();
      expect(await lookAtAll({ 'model.py': BROKEN })).not.toBeNull();
      expect(await lookAtAll({ 'model.py': 'x = 1\n' })).toBeNull();
    });

    test('ends at some number of modules', async () => {
      const chain = Array.from({ length: 100 }, (_, at) => [`m${at}.py`, `import m${at + 1}\n`] as const);
      const files = { 'train.py': 'import m0\n', ...Object.fromEntries(chain), 'm100.py': BROKEN };
      expect(await lookAtAll(files)).toBeNull();
      expect(await lookAtAll({ 'm20.py': BROKEN })).toMatchObject({ file: join(folder, 'm20.py') });
    });
  });
});
