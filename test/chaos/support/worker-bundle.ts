import { cpSync, mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { removeFolder } from '#test/support/remove-folder.ts';

const PROJECT = fileURLToPath(new URL('../../../', import.meta.url));
const BUILT = join(PROJECT, 'dist', 'main');
const REQUIRE =
  "import { createRequire as maker } from 'node:module'; globalThis.require ??= maker(import.meta.url);";

export type Bundles = { readonly program: (name: string) => string; remove(): void };

/**
 * Programs of `test/chaos/support`, each bundled with the engine's present sources as the build does it, so that they
 * start within a fraction of a second; the children that call the pipeline are those of the build.
 */
export async function bundlePrograms(...names: readonly string[]): Promise<Bundles> {
  const cache = join(PROJECT, 'node_modules', '.cache', 'incumbent');
  mkdirSync(cache, { recursive: true });
  const outdir = mkdtempSync(join(cache, 'chaos-'));
  await build({
    entryPoints: Object.fromEntries(
      names.map((name) => [name, join(PROJECT, 'test/chaos/support', `${name}.ts`)]),
    ),
    outdir,
    bundle: true,
    platform: 'node',
    target: 'node20.19',
    format: 'esm',
    logLevel: 'warning',
    external: ['tsx', 'tsx/*', 'esbuild', 'vite'],
    banner: { js: REQUIRE },
  });
  for (const companion of ['javascript-child.js', 'child.py', 'incumbent_child']) {
    cpSync(join(BUILT, companion), join(outdir, companion), { recursive: true });
  }
  return {
    program: (name) => join(outdir, `${name}.js`),
    remove: () => removeFolder(outdir),
  };
}
