import { readFile, realpath } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.wasm': 'application/wasm',
};

export type PageFile = {
  readonly content: Buffer;
  readonly type: string;
  /** True where the name carries a hash of the content, so that it never changes. */
  readonly immutable: boolean;
};

/**
 * One file of the built page, or null. Only what lies inside `directory` is served, whatever the path spells.
 *
 * @param pathname the URL's path as sent, still percent-encoded.
 */
export async function readPageFile(directory: string, pathname: string): Promise<PageFile | null> {
  const relative = relativePath(pathname);
  const type = relative === null ? undefined : MEDIA_TYPES[extname(relative)];
  if (relative === null || type === undefined) {
    return null;
  }
  try {
    const root = await realpath(directory);
    const file = await realpath(join(root, relative));
    if (!file.startsWith(root + sep)) {
      return null;
    }
    return { content: await readFile(file), type, immutable: relative.startsWith('assets/') };
  } catch {
    return null;
  }
}

/** The path below the page's folder; null for anything that is not the plain name of a file there. */
function relativePath(pathname: string): string | null {
  try {
    const decoded = decodeURIComponent(pathname);
    const parts = (decoded === '/' ? '/index.html' : decoded).split('/').slice(1);
    const plain = parts.every((part) => part !== '' && !part.startsWith('.') && !/[\\:\0]/.test(part));
    return plain ? parts.join('/') : null;
  } catch {
    return null;
  }
}
