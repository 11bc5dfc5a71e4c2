import { existsSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { pythonSyntaxProblem } from '#core/pipeline/locate/python-syntax.ts';
import { removeFolder } from '#test/support/remove-folder.ts';
import { PYTHON } from '../support.ts';

describe.skipIf(PYTHON === null)('what keeps Python from reading a source file (needs Python)', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'incumbent-syntax-'));
  });
  afterEach(() => removeFolder(folder));

  const file = () => join(folder, 'train.py');
  const interpreter = { path: PYTHON?.path ?? '', version: PYTHON?.version ?? '' };
  const look = () => pythonSyntaxProblem({ file: file(), interpreter, env: process.env });
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
    expect(await pythonSyntaxProblem({ file: file(), interpreter: silent, env: process.env })).toBeNull();
  });
});
