import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

const CONFIG = 'src-renderer/vite.config.ts';

/**
 * The page, with Vite.
 *
 * @param {string} staging
 */
export async function buildPage(staging) {
  if (!existsSync(CONFIG) || !existsSync('src-renderer/main.tsx')) {
    return;
  }
  const { build } = await import('vite');
  await build({
    configFile: CONFIG,
    logLevel: 'warn',
    build: { outDir: resolve(join(staging, 'renderer')), emptyOutDir: true },
  });
}
