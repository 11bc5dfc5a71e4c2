// Bundles the command line, the workers and the page into dist/. Plain JavaScript, so that `npm ci` needs no other step.
//
//   node src-main/build/build.js [--force] [--clean] [--only main|page]
//
// `--force` builds although nothing has changed, `--clean` leaves nothing of earlier builds, `--only` one half.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildMain } from './build-main.js';
import { buildPage } from './build-page.js';
import { fingerprint, fingerprintOfDist } from './fingerprint.js';
import { install } from './install.js';

process.chdir(fileURLToPath(new URL('../../', import.meta.url)));
// Always what a person gets: under a test runner, which sets its own, React would come with its development build.
process.env.NODE_ENV = 'production';

const { values: options } = parseArgs({
  options: { force: { type: 'boolean' }, clean: { type: 'boolean' }, only: { type: 'string' } },
});

const inputs = fingerprint();
if (options.force || options.clean || options.only !== undefined || fingerprintOfDist() !== inputs) {
  const cache = join('node_modules', '.cache', 'incumbent');
  mkdirSync(cache, { recursive: true });
  const staging = mkdtempSync(join(cache, 'build-'));
  try {
    await Promise.all([
      options.only === 'page' ? null : buildMain(staging),
      options.only === 'main' ? null : buildPage(staging),
    ]);
    install({
      staging,
      fingerprint: options.only === undefined ? inputs : null,
      clean: options.clean === true,
    });
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}
