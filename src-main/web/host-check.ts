import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { hostname } from 'node:os';

const LOOPBACK = ['127.0.0.1', 'localhost', '::1'];

/** Whether a name or address means this machine to itself alone. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.includes(host);
}

/**
 * False where a request names a host that is not this machine: a foreign page whose name was pointed at our address
 * (DNS rebinding). Ports are not compared, a tunnel may use another. An address in digits cannot be rebound; it is taken
 * where the host listens beyond the loopback.
 */
export function isOwnHost(request: IncomingMessage, listeningOn: string): boolean {
  const named = hostnameOf(request.headers.host);
  if (named === null) {
    return false;
  }
  if (isLoopback(named) || named === listeningOn.toLowerCase()) {
    return true;
  }
  return !isLoopback(listeningOn) && (isIP(named) !== 0 || named === hostname().toLowerCase());
}

/**
 * False where a page of another origin opens a socket: browsers always send the page's origin. Programs that are no
 * browser send none; they still need the token.
 */
export function isOwnOrigin(request: IncomingMessage): boolean {
  const { origin, host } = request.headers;
  return origin === undefined || origin === `http://${host}`;
}

/** Null for anything that is not plainly a name or an address with or without a port. */
function hostnameOf(header = ''): string | null {
  try {
    return !/^[\w.:[\]-]+$/.test(header)
      ? null
      : new URL(`http://${header}`).hostname.replace(/^\[|\]$/g, '').toLowerCase();
  } catch {
    return null;
  }
}
