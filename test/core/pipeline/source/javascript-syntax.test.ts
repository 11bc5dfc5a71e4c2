import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { javascriptSyntaxProblem } from '#core/pipeline/source/syntax-problem.ts';
import { removeFolder } from '#test/support/remove-folder.ts';

describe('what keeps JavaScript or TypeScript from being read', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'incumbent-syntax-'));
  });
  afterEach(() => removeFolder(folder));

  const lookAt = async (
    file: string,
    files: Readonly<Record<string, string>>,
    env: Readonly<Record<string, string | undefined>> = process.env,
  ) => {
    for (const [name, source] of Object.entries(files)) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), source);
    }
    return await javascriptSyntaxProblem({ file: join(folder, file), env });
  };

  test('is told at its line and column, with the line and the words of Node.js', async () => {
    const problem = await lookAt('train.mjs', {
      'train.mjs': 'export const train = (x) => x;\n\nconst sizes = = 3;\n',
    });
    expect(problem).toMatchObject({
      code: 'pipeline-import-failed',
      severity: 'error',
      file: join(folder, 'train.mjs'),
      line: 3,
      column: 15,
      path: 'evaluate_pipeline',
    });
    expect(problem?.message).toBe(
      `Expected a file that Node.js ${process.versions.node} can read, found \`const sizes = = 3;\` (Unexpected token '='). Correct it`,
    );
  });

  test.each<[string, string, string, { line: number; column: number | null }]>([
    [
      'an ES module by its text',
      'train.js',
      'export const x = 1;\nconst y = {a: };\n',
      { line: 2, column: 15 },
    ],
    ['a CommonJS module by its text', 'train.js', 'exports.x = 1;\n  foo bar\n', { line: 2, column: 7 }],
    ['a CommonJS module by its ending', 'train.cjs', 'export const x = 1;\n', { line: 1, column: 1 }],
    [
      'a text with Windows line breaks',
      'train.js',
      'const a = 1;\r\nconst b = "\r\n',
      { line: 2, column: 11 },
    ],
    ['a text with tabs and other letters', 'train.js', '\tconst ö = "ä", b = ];\n', { line: 1, column: 21 }],
    [
      'a script with a first line for the system',
      'train.js',
      '#!/usr/bin/env node\nx = (\n',
      { line: 3, column: null },
    ],
    ['TypeScript', 'train.ts', 'export const é = (x: number) => x x;\n', { line: 1, column: 35 }],
    [
      'TypeScript with decorators that only the language has',
      'train.ts',
      'const A = @d class {};\nx = = 3;\n',
      { line: 2, column: 5 },
    ],
    [
      'a name declared twice in TypeScript',
      'train.ts',
      'let a = 1;\nlet a: number = 2;\n',
      { line: 2, column: 5 },
    ],
  ])('is found in %s', async (_, file, source, place) => {
    expect(await lookAt(file, { [file]: source })).toMatchObject({ file: join(folder, file), ...place });
  });

  test('is judged as the package says: what is no CommonJS may be a module, and the other way round', async () => {
    const asModule = { 'train.js': 'export const x = await 3;\n' };
    const asCommonJs = { 'train.js': 'const require = 3;\nexports.x = 08;\n' };
    expect(await lookAt('train.js', { 'package.json': '{"type": "module"}', ...asModule })).toBeNull();
    expect(await lookAt('train.js', asCommonJs)).toMatchObject({ line: 2 });
    expect(await lookAt('train.js', { 'package.json': '{"type": "commonjs"}', ...asModule })).not.toBeNull();
    expect(await lookAt('train.js', { 'package.json': '{}', ...asModule })).toBeNull();
  });

  test.each<[string, string, string]>([
    ['what fails as soon as it runs', 'train.mjs', 'import "nowhere";\nthrow new Error("no");\n'],
    ['a `return` outside of a function of a CommonJS module', 'train.cjs', 'return 3;\n'],
    ['types', 'train.ts', 'import type { A } from "./a";\nexport const f = <T>(x: T): T => x satisfies T;\n'],
    ['decorators of either kind', 'train.ts', 'class A { constructor(@d() x: number) {} @d m() {} }\n'],
    [
      'decorators that only the language has',
      'train.ts',
      'const A = @d class { @d #x = 1 };\nexport const f = () => A;\n',
    ],
    ['waiting outside of functions', 'train.ts', 'export const x = await 3;\n'],
  ])('is nothing in %s', async (_, file, source) => {
    expect(await lookAt(file, { [file]: source })).toBeNull();
  });

  test.each([
    ['train.mjs', ''],
    ['train.cjs', ''],
    ['train.ts', ''],
    ['train.mjs', 'x = (\n'],
    ['train.ts', 'x = (\n'],
  ])('is found without running any of %s, also with %j in it', async (file, broken) => {
    const mark = join(folder, 'mark');
    const source = `globalThis.process.getBuiltinModule('fs').writeFileSync(${JSON.stringify(mark)}, '');\n${broken}`;
    await lookAt(file, { [file]: source });
    expect(existsSync(mark)).toBe(false);
  });

  test.each<[string, Record<string, string>, string]>([
    ['a module', { 'train.mjs': "import { net } from './net.mjs';\n", 'net.mjs': 'x = = 3\n' }, 'net.mjs'],
    [
      'what that exports again',
      { 'train.mjs': "export * from './a/b.mjs';\n", 'a/b.mjs': "import '../c.cjs'\n", 'c.cjs': 'x = = 3\n' },
      'c.cjs',
    ],
    ['TypeScript', { 'train.ts': "import { net } from './net';\nnet();\n", 'net.ts': 'x = = 3\n' }, 'net.ts'],
    [
      'TypeScript by the name of what it becomes',
      { 'train.ts': "import { net } from './net.js';\nnet();\n", 'net.ts': 'x = = 3\n' },
      'net.ts',
    ],
  ])('is told of %s that it imports, too', async (_, files, broken) => {
    const [file = ''] = Object.keys(files);
    const problem = await lookAt(file, files);
    expect(problem).toMatchObject({ file: join(folder, broken), line: 1 });
    expect(problem?.message).toContain('imports it, found `x = = 3` (');
  });

  test.each<[string, Record<string, string>]>([
    ['under a condition', { 'train.mjs': "if (false) await import('./net.mjs');\n" }],
    ['that is required', { 'train.cjs': "try { require('./net.mjs'); } catch {}\n" }],
    [
      'for its types alone',
      { 'train.ts': "import { Net } from './net.mjs';\nexport const n: Net | null = null;\n" },
    ],
    ['that is one of two', { 'train.ts': "import { net } from './net.mjs';\nnet();\n", 'net.mts': '' }],
    ['that is no JavaScript', { 'train.mjs': "import a from './net.json' with { type: 'json' };\n" }],
  ])('is nothing for a module %s', async (_, files) => {
    const [file = ''] = Object.keys(files);
    expect(await lookAt(file, { 'net.mjs': 'x = = 3\n', 'net.json': '{', ...files })).toBeNull();
  });

  test('comes and goes with the files', async () => {
    expect(await lookAt('train.mjs', { 'train.mjs': "import './net.mjs';\n" })).toBeNull();
    expect(await lookAt('train.mjs', { 'net.mjs': 'x = (\n' })).not.toBeNull();
    expect(await lookAt('train.mjs', { 'net.mjs': 'x = 1\n' })).toBeNull();
  });

  test('comes and goes with the package, which need not be there at first', async () => {
    const long = new Date(Date.now() - 60_000);
    const settled = async (files: Readonly<Record<string, string>>) => {
      await lookAt('train.js', files);
      await Promise.all(Object.keys(files).map((name) => utimes(join(folder, name), long, long)));
      return await lookAt('train.js', {});
    };
    expect(await settled({ 'train.js': 'export const x = 1;\nreturn 3;\n' })).toMatchObject({ line: 2 });
    expect(await settled({ 'package.json': '{"type": "commonjs"}' })).toMatchObject({ line: 1 });
    expect(await settled({ 'package.json': '{"type": "module"}' })).toMatchObject({ line: 2 });
  });

  test('is not known in a package whose file can not be read', async () => {
    const file = { 'train.js': 'x = (\n' };
    expect(await lookAt('train.js', { 'package.json': '{"type": ', ...file })).toBeNull();
    expect(await lookAt('train.js', { 'package.json': 'null', ...file })).not.toBeNull();
  });

  test('is not known where there is no file, and where hooks of a person make another text of it', async () => {
    expect(await lookAt('train.mjs', {})).toBeNull();
    const hooked = { ...process.env, NODE_OPTIONS: '--import ./jsx.mjs' };
    expect(await lookAt('train.mjs', { 'train.mjs': '<b/>\n' }, hooked)).toBeNull();
  });
});
