import { chmodSync, cpSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

/** Entries of one process with several faces: they share pieces and load the heavy ones when they need them. */
const SPLIT_ENTRIES = {
  cli: 'src-main/cli/main.ts',
  desktop: 'src-main/desktop/main.ts',
};

/**
 * A worker lives for weeks and dist/ may be rebuilt meanwhile: it is one file and has all it needs once it has started.
 * The process that a person's optimizer is imported by is one file too, which finds nothing missing wherever it lies.
 */
const WHOLE_ENTRIES = {
  worker: 'src-core/runtime/worker-entry.ts',
  'optimizer-child': 'src-core/pipeline/optimizer/child-entry.ts',
};

/**
 * Threads that analyse runs and read those of other programs. Installed, they lie outside of the archive and of its
 * package.json, so their names say that they are modules.
 */
const THREAD_ENTRIES = {
  'analysis-thread': 'src-core/engine/analysis/thread-entry.ts',
  'foreign-reader': 'src-core/readers/foreign/thread/thread-entry.ts',
};

/** What runs the person's own module, in which nothing is bundled that could be seen from there, and what parses it. */
const CHILD_ENTRIES = {
  'javascript-child': 'src-core/pipeline/javascript/child-entry.ts',
  'javascript-syntax': 'src-core/pipeline/javascript/syntax-entry.ts',
};

/** A sandboxed preload script can only be CommonJS. */
const PRELOAD_ENTRIES = { preload: 'src-main/desktop/preload.ts' };

/** The Python side of a worker, as it is: an entry and its package. */
const PYTHON_FOLDER = 'src-core/pipeline/python';

/** Packages written for `require`, bundled into ES modules, look for it where Node has none. */
const REQUIRE_BANNER =
  "import { createRequire as requireMaker } from 'node:module'; globalThis.require ??= requireMaker(import.meta.url);";

/** What stays outside: found at run time where it is installed, or native and optional. */
const EXTERNAL = [
  'electron',
  'electron/*',
  'tsx',
  'tsx/*',
  'vite',
  'esbuild',
  'node-sqlite3-wasm',
  'bufferutil',
  'utf-8-validate',
];

/** @type {import('esbuild').BuildOptions} */
const COMMON = {
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  format: 'esm',
  sourcemap: 'linked',
  logLevel: 'warning',
  external: EXTERNAL,
};

/** @param {Record<string, string>} entries */
function present(entries) {
  return Object.fromEntries(Object.entries(entries).filter(([, file]) => existsSync(file)));
}

/**
 * Everything that runs in Node or in Electron's main process.
 *
 * @param {string} staging
 */
export async function buildMain(staging) {
  const outdir = join(staging, 'main');
  mkdirSync(outdir, { recursive: true });
  const withRequire = { ...COMMON, outdir, banner: { js: REQUIRE_BANNER } };
  await Promise.all([
    build({
      ...withRequire,
      entryPoints: present(SPLIT_ENTRIES),
      splitting: true,
      chunkNames: '[name]-[hash]',
    }),
    build({ ...withRequire, entryPoints: present(WHOLE_ENTRIES) }),
    build({ ...withRequire, entryPoints: present(THREAD_ENTRIES), outExtension: { '.js': '.mjs' } }),
    build({ ...COMMON, outdir, entryPoints: present(CHILD_ENTRIES), packages: 'external' }),
    build({
      ...COMMON,
      outdir,
      entryPoints: present(PRELOAD_ENTRIES),
      format: 'cjs',
      outExtension: { '.js': '.cjs' },
    }),
  ]);
  cpSync(PYTHON_FOLDER, outdir, {
    recursive: true,
    filter: (file) => !/\.ts$|__pycache__/.test(file),
  });
  const cli = join(outdir, 'cli.js');
  if (existsSync(cli)) {
    chmodSync(cli, 0o755);
  }
}
