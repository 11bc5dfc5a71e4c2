import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { probePackages } from '#core/pipeline/interpreters/probe-packages.ts';
import { PYTHON_MISSING } from '#test/support/python.ts';
import { removeFolder } from '#test/support/remove-folder.ts';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'incumbent-probe-')));
const before = process.cwd();
afterEach(() => {
  process.chdir(before);
  removeFolder(folder);
});

it.skipIf(PYTHON_MISSING !== '')(
  `asking a Python for its packages runs no file of the working directory or of the pipeline's folder${PYTHON_MISSING}`,
  async () => {
    for (const name of ['json', 'site', 'importlib', 'yours']) {
      writeFileSync(
        join(folder, `${name}.py`),
        `open(${JSON.stringify(join(folder, `ran-${name}`))}, 'w').close()\n`,
      );
    }
    const more = join(folder, 'more');
    mkdirSync(join(more, 'of_pythonpath'), { recursive: true });
    writeFileSync(join(more, 'of_pythonpath', '__init__.py'), '');
    process.chdir(folder);
    const path = execFileSync('python3', ['-I', '-c', 'import sys; print(sys.executable)'], {
      encoding: 'utf8',
    }).trim();
    const probed = await probePackages({
      path,
      folder,
      own: folder,
      names: ['json', 'yours', 'of_pythonpath', 'absent_package'],
      env: { ...process.env, PYTHONPATH: more },
      signal: new AbortController().signal,
    });
    expect(probed).toMatchObject({ installed: ['of_pythonpath'], missing: ['absent_package'] });
    const ran = ['json', 'site', 'importlib', 'yours'].filter((name) =>
      existsSync(join(folder, `ran-${name}`)),
    );
    expect(ran).toEqual([]);
  },
);
