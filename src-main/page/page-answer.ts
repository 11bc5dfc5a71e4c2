import { randomBytes } from 'node:crypto';
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

type PageFile = {
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
async function readPageFile(directory: string, pathname: string): Promise<PageFile | null> {
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

/** An answer of either host's page server: HTTP in the browser host, the `app:` protocol in the desktop window. */
export type PageAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
};

/**
 * Serves the built page. Its entry gets a nonce of its own for every load, in the policy and in
 * `<meta name="csp-nonce">`, where the page's style libraries find it.
 */
export async function answerPageRequest(request: {
  readonly directory: string;
  readonly pathname: string;
  /** See {@link securityHeaders}. */
  readonly connect: string;
}): Promise<PageAnswer> {
  const file = await readPageFile(request.directory, request.pathname);
  if (file === null) {
    return textAnswer(404, missingText(request.pathname));
  }
  if (!file.type.startsWith('text/html')) {
    return {
      status: 200,
      headers: {
        ...securityHeaders(null, request.connect),
        'content-type': file.type,
        'cache-control': file.immutable ? 'private, max-age=31536000, immutable' : 'no-cache',
      },
      body: file.content,
    };
  }
  const nonce = randomBytes(16).toString('base64url');
  return {
    status: 200,
    headers: {
      ...securityHeaders(nonce, request.connect),
      'content-type': file.type,
      'cache-control': 'no-store',
    },
    body: withNonce(file.content.toString('utf8'), nonce),
  };
}

/** A short answer in words. */
export function textAnswer(status: number, text: string): PageAnswer {
  return {
    status,
    headers: {
      ...securityHeaders(null, `'none'`),
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-store',
    },
    body: `${text}\n`,
  };
}

function withNonce(html: string, nonce: string): string {
  return html.replace(/<head[^>]*>/, (head) => `${head}\n    <meta name="csp-nonce" content="${nonce}" />`);
}

function missingText(pathname: string): string {
  return pathname === '/' || pathname === '/index.html'
    ? 'The page is not built. Run `npm run build` in the folder of Incumbent and start it again.'
    : 'There is no such file here. The page is at /.';
}

/**
 * Headers of every answer of both hosts. Scripts come from the page's own files only, styles from its own files or with
 * this answer's nonce; nothing may frame the page, and no address leaks to anywhere.
 *
 * @param nonce allowed on `<style>` elements of this one answer; null where the answer is no page.
 * @param connect sources that the page may open connections to, in the policy's own syntax.
 */
function securityHeaders(nonce: string | null, connect: string): Readonly<Record<string, string>> {
  const policy = [
    `default-src 'none'`,
    `script-src 'self'`,
    `style-src 'self'${nonce === null ? '' : ` 'nonce-${nonce}'`}`,
    `img-src 'self' data: blob:`,
    `font-src 'self'`,
    `connect-src ${connect}`,
    `worker-src 'self'`,
    `manifest-src 'self'`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `frame-ancestors 'none'`,
  ].join('; ');
  return {
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  };
}
