import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { InterpreterOffer } from '#core/contract/setup/pipeline.ts';
import { findInterpreters } from '#core/pipeline/interpreters/find-interpreters.ts';
import { PYTHON_MISSING } from '#test/support/python.ts';
import { removeFolder } from '#test/support/remove-folder.ts';

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'incumbent-interpreters-')));
});
afterEach(() => {
  removeFolder(folder);
});

type Search = {
  readonly env?: Record<string, string>;
  readonly imports?: readonly string[];
  readonly signal?: AbortSignal;
};

async function found({ env = {}, imports = [], signal = new AbortController().signal }: Search = {}) {
  const own = join(folder, 'code');
  mkdirSync(own, { recursive: true });
  let last: readonly InterpreterOffer[] = [];
  for await (last of findInterpreters({
    folder,
    files: [join(folder, 'run.yaml'), join(own, 'train.py')],
    own,
    home: folder,
    imports,
    env: { PATH: '', ...env },
    signal,
  })) {
    // The last one has all.
  }
  return last;
}

function python3(): string {
  return execFileSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' }).trim();
}

/** An environment without pip, as quick to make as links. */
function environment(place: string, packages: readonly string[] = []): string {
  execFileSync('python3', ['-m', 'venv', '--without-pip', '--symlinks', place]);
  const code = 'import sysconfig; print(sysconfig.get_path("purelib"))';
  const library = execFileSync(join(place, 'bin', 'python3'), ['-c', code], { encoding: 'utf8' }).trim();
  for (const name of packages) {
    mkdirSync(join(library, name), { recursive: true });
    writeFileSync(join(library, name, '__init__.py'), 'raise SystemExit("imported")\n');
  }
  return place;
}

describe.skipIf(PYTHON_MISSING !== '')(`the Pythons that could run a function${PYTHON_MISSING}`, () => {
  it('are those beside the YAML and the function first, with a setting that moves with the YAML', async () => {
    environment(join(folder, 'code', '.venv'));
    environment(join(folder, 'env'));
    const offers = await found({ env: { PATH: join(python3(), '..') } });
    expect(offers.map(({ setting }) => setting)).toEqual(['env', 'code/.venv', 'python3']);
    expect(offers[0]).toMatchObject({
      path: join(folder, 'env', 'bin', 'python3'),
      version: expect.stringMatching(/^3\.\d+\.\d+$/),
      source: expect.stringContaining('beside run.yaml'),
    });
  });

  it('are the active environment, those of conda and of pyenv too, each once', async () => {
    const active = environment(join(folder, 'far', 'active'));
    const vision = environment(join(folder, 'conda', 'vision'));
    environment(join(folder, '.pyenv', 'versions', '3.99.0'));
    mkdirSync(join(folder, '.conda'));
    writeFileSync(join(folder, '.conda', 'environments.txt'), `${vision}\n${active}\n/gone\n`);
    const offers = await found({ env: { VIRTUAL_ENV: active } });
    expect(offers.map(({ setting, source }) => [setting, source])).toEqual([
      ['far/active', 'the active virtual environment active'],
      ['conda/vision', 'conda environment vision'],
      ['.pyenv/versions/3.99.0', 'pyenv 3.99.0'],
    ]);
  });

  it('say which packages of the function they have, without importing one', async () => {
    environment(join(folder, '.venv'), ['numpy_like']);
    writeFileSync(join(folder, 'helpers.py'), '');
    const [offer] = await found({ imports: ['helpers', 'json', 'numpy_like', 'torch_like'] });
    expect(offer).toMatchObject({ setting: '.venv', installed: ['numpy_like'], missing: ['torch_like'] });
  });

  it('leave out what only has the name of one, and what is too old', async () => {
    const fake = (place: string, script: string) => {
      mkdirSync(join(folder, place, 'bin'), { recursive: true });
      writeFileSync(join(folder, place, 'bin', 'python3'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    };
    fake('.venv', 'exit 1');
    const old = { path: '/old/python', prefix: '/old', version: '3.7.1', installed: [], missing: [] };
    fake('venv', `echo 'incumbent${JSON.stringify(old)}'`);
    expect(await found()).toEqual([]);
  });

  it('are no longer looked for once nobody listens; what was asked is ended', async () => {
    const asked = join(folder, 'asked');
    mkdirSync(join(folder, '.venv', 'bin'), { recursive: true });
    const script = `#!/bin/sh\necho > ${asked}\nexec /bin/sleep 600\n`;
    writeFileSync(join(folder, '.venv', 'bin', 'python3'), script, { mode: 0o755 });
    const controller = new AbortController();
    const offers = found({ signal: controller.signal });
    await expect.poll(() => existsSync(asked)).toBe(true);
    controller.abort();
    expect(await offers).toEqual([]);
  });
});
