import type { IncomingMessage } from 'node:http';

/** Path as it was sent, dots and percent signs included, and query. Unlike `URL` this takes any bytes. */
export function requestTarget(request: IncomingMessage): {
  readonly path: string;
  readonly query: URLSearchParams;
} {
  const [path = '/', query = ''] = (request.url ?? '/').split(/[?#]/, 2);
  return { path, query: new URLSearchParams(query) };
}
