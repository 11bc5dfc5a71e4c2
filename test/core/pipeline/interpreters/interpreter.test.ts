import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { IncumbentError } from '#core/contract/errors.ts';
import { findPython } from '#core/pipeline/interpreters/interpreter.ts';
import { removeFolder } from '#test/support/remove-folder.ts';
import { PYTHON } from '../support.ts';

describe.skipIf(PYTHON === null)('finding Python (needs Python)', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'incumbent-python-'));
  });
  afterEach(() => removeFolder(folder));

  const real = PYTHON?.path ?? '';
  const yaml = () => join(folder, 'project', 'runs', 'run.yaml');
  const search = (env: Record<string, string> = {}, more: { setting?: string; functionFile?: string } = {}) =>
    findPython({ setting: null, file: yaml(), env, ...more });

  async function program(path: string, text: string): Promise<string> {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
    await chmod(path, 0o755);
    return path;
  }
  /** Looks like an environment's Python, and says of itself what it is told to. */
  const pretender = (path: string, version = '3.12.0') =>
    program(path, `#!/bin/sh\nprintf 'incumbent\\t%s\\t${version}\\n' "$0"\n`);
  const failure = async (promise: Promise<unknown>): Promise<IncumbentError> => {
    const thrown = await promise.catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(IncumbentError);
    return thrown as IncumbentError;
  };

  test('asks the interpreter itself for its path and version', async () => {
    const found = await search({ PATH: dirname(real) });
    const answer = execFileSync(found.path, ['-c', 'import sys; print(sys.executable)'], {
      encoding: 'utf8',
    });
    expect(found.path).toBe(answer.trim());
    expect(found.version).toMatch(/^3\.\d+\.\d+$/);
    expect(found.source).toMatch(/^python3? on PATH$/);
  });

  test('passes a shim once and keeps what is behind it', async () => {
    const shim = await program(join(folder, 'shims', 'python3'), `#!/bin/sh\nexec "${real}" "$@"\n`);
    const found = await search({ PATH: dirname(shim) });
    expect(found.path).toBe(real);
  });

  test('takes a real virtual environment beside the file, and one above it', async () => {
    const environment = join(folder, 'project', '.venv');
    execFileSync(real, ['-m', 'venv', '--without-pip', environment]);
    const above = await search({ PATH: dirname(real) });
    expect(dirname(dirname(above.path))).toBe(environment);
    expect(above.source).toBe(`the virtual environment ${environment}, above run.yaml`);
    const beside = await pretender(join(folder, 'project', 'runs', 'venv', 'bin', 'python'));
    const nearer = await search({ PATH: dirname(real) });
    expect(nearer).toMatchObject({ path: beside, source: expect.stringContaining('beside run.yaml') });
  });

  test('looks beside the file of the function too, and there first', async () => {
    await pretender(join(folder, 'project', '.venv', 'bin', 'python3'));
    const own = await pretender(join(folder, 'code', '.venv', 'bin', 'python3'));
    const found = await search({}, { functionFile: join(folder, 'code', 'train.py') });
    expect(found).toMatchObject({ path: own, source: expect.stringContaining('beside train.py') });
  });

  test('prefers the active environment, but not the base of conda', async () => {
    const nearby = await pretender(join(folder, 'project', '.venv', 'bin', 'python3'));
    const active = await pretender(join(folder, 'active', 'bin', 'python3'));
    const conda = await pretender(join(folder, 'conda', 'bin', 'python3'));
    const inConda = { CONDA_PREFIX: join(folder, 'conda'), CONDA_DEFAULT_ENV: 'mine' };
    expect((await search({ VIRTUAL_ENV: join(folder, 'active'), ...inConda })).path).toBe(active);
    expect((await search(inConda)).path).toBe(conda);
    expect((await search({ ...inConda, CONDA_DEFAULT_ENV: 'base' })).path).toBe(nearby);
  });

  test('follows the setting alone: a path from the folder of the YAML, an environment, a command', async () => {
    const path = await pretender(join(folder, 'project', 'tools', 'mypython'));
    expect(await search({}, { setting: '../tools/mypython' })).toMatchObject({
      path,
      source: expect.stringContaining('the setting python: ../tools/mypython'),
    });
    const inside = await pretender(join(folder, 'environment', 'bin', 'python3'));
    expect((await search({}, { setting: join(folder, 'environment') })).path).toBe(inside);
    const env = { PATH: join(folder, 'project', 'tools') };
    expect((await search(env, { setting: 'mypython' })).path).toBe(path);
    await pretender(join(folder, 'active', 'bin', 'python3'));
    const refused = await failure(
      search({ VIRTUAL_ENV: join(folder, 'active') }, { setting: 'nowhere/python' }),
    );
    expect(refused.code).toBe('python-not-found');
  });

  test('tells where it looked when there is none, and what was wrong there', async () => {
    await pretender(join(folder, 'old', 'python3'), '3.6.1');
    await program(join(folder, 'old', 'python'), '#!/bin/sh\necho "shim: command not found" >&2\nexit 127\n');
    const error = await failure(search({ VIRTUAL_ENV: join(folder, 'gone'), PATH: join(folder, 'old') }));
    expect(error.code).toBe('python-not-found');
    expect(error.details.looked).toEqual([
      `the active virtual environment ${join(folder, 'gone')}: no Python there`,
      'python3 on PATH: Python 3.6.1, older than 3.8',
      'python on PATH: shim: command not found',
    ]);
    for (const line of error.details.looked as string[]) {
      expect(error.message).toContain(line);
    }
    expect(error.message).toContain('incumbent: {python: …}');
  });
});
