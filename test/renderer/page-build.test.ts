import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

const PAGE =
  process.env.INCUMBENT_TEST_PAGE ?? fileURLToPath(new URL('../../dist/renderer', import.meta.url));
const html = readFileSync(join(PAGE, 'index.html'), 'utf8');
const assets = reachedFrom(html);

/** The files that this build's page leads to; the folder may also hold pieces of earlier builds. */
function reachedFrom(page: string): string[] {
  const present = readdirSync(join(PAGE, 'assets'));
  const reached = new Set<string>();
  for (const queue = [page]; queue.length > 0; ) {
    const text = queue.pop() ?? '';
    for (const name of present.filter((name) => !reached.has(name) && text.includes(name))) {
      reached.add(name);
      if (/\.(js|css)$/.test(name)) {
        queue.push(asset(name));
      }
    }
  }
  return [...reached];
}

function asset(name: string): string {
  return readFileSync(join(PAGE, 'assets', name), 'utf8');
}

/** Scripts that the page asks for before anything is on screen. */
function firstScripts(): string[] {
  return [...html.matchAll(/assets\/([^"]+\.js)"/g)].map((match) => match[1] ?? '');
}

describe('the built page', () => {
  it('has relative addresses, so that any host can serve it', () => {
    const addresses = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(addresses.length).toBeGreaterThan(2);
    expect(addresses.filter((address) => !address.startsWith('./'))).toEqual([]);
  });

  it('has no inline script, style or handler for a strict policy to refuse', () => {
    expect(html).not.toMatch(/<script(?![^>]*\ssrc=)/);
    expect(html).not.toMatch(/<style|\sstyle=|\son[a-z]+=/);
  });

  it('leaves charts and editor to the screens that need them', () => {
    const first = firstScripts().map(asset).join('');
    expect(first).not.toContain('recharts');
    expect(first).not.toContain('cm-content');
  });

  it('loads at most 220 kB of compressed scripts before its first screen', () => {
    const size = firstScripts().reduce((sum, name) => sum + gzipSync(asset(name)).length, 0);
    expect(size).toBeGreaterThan(0);
    expect(size).toBeLessThan(220_000);
  });

  it('carries none of the schemas with which the engine checks what it is told', () => {
    const scripts = assets.filter((name) => name.endsWith('.js'));
    expect(scripts.filter((name) => asset(name).includes('ZodError'))).toEqual([]);
  });

  it('brings its fonts along', () => {
    expect(assets.filter((name) => name.endsWith('.woff2')).length).toBeGreaterThan(3);
    expect(
      assets
        .filter((name) => name.endsWith('.css'))
        .map(asset)
        .join(''),
    ).not.toMatch(/url\((["']?)(https?:)?\/\//);
  });
});
