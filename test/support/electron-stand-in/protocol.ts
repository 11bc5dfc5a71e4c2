import type { CustomScheme, Protocol } from 'electron';
import type { Request as PageRequest } from 'playwright-core';

type Handler = Parameters<Protocol['handle']>[1];

const schemes = new Map<string, CustomScheme>();
const handlers = new Map<string, Handler>();

/**
 * Chromium alone knows no schemes of an app: `app://incumbent/x` is `http://incumbent.app.localhost/x` in it, an origin
 * that it also counts as secure.
 */
export function toChromium(address: string): string {
  const { protocol: scheme, host, pathname, search, hash } = new URL(address);
  const known = schemes.get(scheme.slice(0, -1));
  return known ? `http://${host}.${known.scheme}.localhost${pathname}${search}${hash}` : address;
}

/** The address as the app knows it. */
export function fromChromium(address: string): string {
  const found = /^http:\/\/([^/]+)\.([^./]+)\.localhost(\/.*)?$/.exec(address);
  return found && schemes.has(found[2] ?? '') ? `${found[2]}://${found[1]}${found[3] ?? '/'}` : address;
}

/** What the app's handler answers; null for schemes that it does not handle. */
export async function answerScheme(request: PageRequest): Promise<Response | null> {
  const url = fromChromium(request.url());
  const handler = handlers.get(new URL(url).protocol.slice(0, -1));
  const asked = { url, method: request.method(), headers: new Headers(request.headers()) };
  // The global Request would refuse a scheme of our own for its origin; handlers read these fields only.
  return handler ? await handler(asked as unknown as Request) : null;
}

export const protocol = {
  registerSchemesAsPrivileged(customSchemes) {
    for (const scheme of customSchemes) {
      schemes.set(scheme.scheme, scheme);
    }
  },
  handle(scheme, handler) {
    if (!schemes.get(scheme)?.privileges?.standard) {
      throw new Error(`${scheme} was not registered as a standard scheme before the app was ready.`);
    }
    handlers.set(scheme, handler);
  },
} satisfies Pick<Protocol, 'registerSchemesAsPrivileged' | 'handle'>;
