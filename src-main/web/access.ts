import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { hostname } from 'node:os';

/** Who may use a browser host: whoever has its token, from the address that it printed or in the cookie set by it. */
export type Access = {
  readonly token: string;
  /** True for the address's `?token=`. */
  readonly queryAllows: (request: IncomingMessage) => boolean;
  readonly cookieAllows: (request: IncomingMessage) => boolean;
  /** Value of `Set-Cookie` that lets this browser in until it is closed. */
  readonly cookie: string;
};

/** A fresh token for one host. */
export function createAccess(port: number): Access {
  const token = randomBytes(32).toString('base64url');
  const name = cookieName(port);
  return {
    token,
    queryAllows: (request) => same(requestTarget(request).query.get('token'), token),
    cookieAllows: (request) => same(cookieValue(request, name), token),
    cookie: `${name}=${token}; Path=/; HttpOnly; SameSite=Strict`,
  };
}

/** Browsers keep cookies by host name and not by port; through a tunnel even two machines share `localhost`. */
function cookieName(port: number): string {
  const place = createHash('sha256').update(`${hostname()}:${port}`).digest('hex').slice(0, 12);
  return `incumbent-${place}`;
}

function cookieValue(request: IncomingMessage, name: string): string | null {
  const found = (request.headers.cookie ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .find((pair) => pair.startsWith(`${name}=`));
  return found?.slice(name.length + 1) ?? null;
}

/** Takes the same time wherever the two differ: both are hashed first, which also gives them one length. */
function same(given: string | null, token: string): boolean {
  if (given === null) {
    return false;
  }
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(token));
}

/** Path as it was sent, dots and percent signs included, and query. Unlike `URL` this takes any bytes. */
export function requestTarget(request: IncomingMessage): {
  readonly path: string;
  readonly query: URLSearchParams;
} {
  const [path = '/', query = ''] = (request.url ?? '/').split(/[?#]/, 2);
  return { path, query: new URLSearchParams(query) };
}
