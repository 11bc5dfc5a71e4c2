import { randomBytes } from 'node:crypto';
import { readPageFile } from './page-file.ts';
import { securityHeaders } from './security-headers.ts';

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
