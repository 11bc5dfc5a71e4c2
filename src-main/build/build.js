// Bundles the command line, the workers and the page into dist/. Plain JavaScript, so that `npm ci` needs no other step.
import { chmodSync, cpSync, existsSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { build as buildPage } from 'vite';

const root = fileURLToPath(new URL('../../', import.meta.url));
process.chdir(root);

/** Entry points that run in Node or Electron's main process. */
const MAIN_ENTRIES = {
  cli: 'src-main/cli/main.ts',
  desktop: 'src-main/desktop/main.ts',
  worker: 'src-core/runtime/worker-entry.ts',
  'javascript-child': 'src-core/pipeline/javascript/child-entry.ts',
};

const entries = Object.fromEntries(Object.entries(MAIN_ENTRIES).filter(([, file]) => existsSync(file)));

rmSync('dist', { recursive: true, force: true });
await build({
  entryPoints: entries,
  outdir: 'dist/main',
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  format: 'esm',
  splitting: true,
  sourcemap: 'linked',
  packages: 'external',
  logLevel: 'warning',
});
if (existsSync('src-main/desktop/preload.ts')) {
  // A sandboxed preload script can only be CommonJS.
  await build({
    entryPoints: { preload: 'src-main/desktop/preload.ts' },
    outdir: 'dist/main',
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['electron'],
    logLevel: 'warning',
  });
}
if (existsSync('src-core/pipeline/python/child.py')) {
  cpSync('src-core/pipeline/python/child.py', 'dist/main/child.py');
}
if (existsSync('src-renderer/vite.config.ts')) {
  await buildPage({ configFile: 'src-renderer/vite.config.ts', logLevel: 'warn' });
}
if (existsSync('dist/main/cli.js')) {
  chmodSync('dist/main/cli.js', 0o755);
}
