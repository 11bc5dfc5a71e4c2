import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { JSHandle, Page } from 'playwright-core';
import { folderWith } from './folder-with.ts';
import type { HostProbe } from './host-page-entry.ts';

/** Builds a page that holds only the client side of the transports; answers with its folder, which the caller removes. */
export async function buildHostPage(): Promise<string> {
  const folder = folderWith({
    'index.html': `<!doctype html>
<html lang="en">
  <head><title>Probe</title><link rel="icon" href="/icon.svg" /></head>
  <body><h1>Probe</h1><script type="module" src="/assets/probe.js"></script></body>
</html>`,
    'icon.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
  });
  await build({
    entryPoints: { probe: fileURLToPath(new URL('./host-page-entry.ts', import.meta.url)) },
    outdir: `${folder}/assets`,
    bundle: true,
    format: 'esm',
    target: 'chrome120',
    logLevel: 'warning',
  });
  return folder;
}

/** Puts the probe into a page of the app itself, beside its own connection; past the policy, as a debugger would. */
export async function injectProbe(page: Page): Promise<JSHandle<HostProbe>> {
  const built = await build({
    entryPoints: [fileURLToPath(new URL('./host-page-entry.ts', import.meta.url))],
    bundle: true,
    format: 'iife',
    target: 'chrome120',
    write: false,
    logLevel: 'warning',
  });
  await page.evaluate(built.outputFiles[0]?.text ?? '');
  return probeOf(page);
}

/** The page's {@link HostProbe}; `handle.evaluate((probe) => …)` runs there. */
export async function probeOf(page: Page): Promise<JSHandle<HostProbe>> {
  await page.waitForFunction(() => 'probe' in window);
  return page.evaluateHandle(() => (window as unknown as { readonly probe: HostProbe }).probe);
}
