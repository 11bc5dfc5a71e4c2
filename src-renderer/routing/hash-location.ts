import { useSyncExternalStore } from 'react';

/**
 * Addresses live wholly behind the `#`, query included (`#/run/KEY/trials?state=failed`), so that one file serves all
 * of them in every host. wouter's own hash location would put the query before the `#`.
 */
type NavigateOptions = { readonly replace?: boolean };

function hash(): string {
  return window.location.hash.replace(/^#?\/?/, '/');
}

function subscribe(changed: () => void): () => void {
  window.addEventListener('hashchange', changed);
  return () => window.removeEventListener('hashchange', changed);
}

function path(): string {
  return hash().split('?', 1)[0] ?? '/';
}

/** The query behind the `#` at this moment, without `?`. */
export function hashSearch(): string {
  const full = hash();
  const at = full.indexOf('?');
  return at < 0 ? '' : full.slice(at + 1);
}

/** Goes to an address such as `/run/KEY/trials?state=failed`. */
export function navigate(to: string, options: NavigateOptions = {}): void {
  const before = window.location.href;
  const url = new URL(before);
  url.hash = to;
  if (options.replace) {
    window.history.replaceState(null, '', url);
  } else {
    window.history.pushState(null, '', url);
  }
  // Neither call fires the event by itself.
  window.dispatchEvent(new HashChangeEvent('hashchange', { oldURL: before, newURL: url.href }));
}

/** wouter's location hook: the path behind the `#` without its query. */
export function useHashLocation(): [string, typeof navigate] {
  return [useSyncExternalStore(subscribe, path), navigate];
}
useHashLocation.hrefs = (href: string) => `#${href}`;

/** wouter's search hook: the query behind the `#`, without `?`. */
export function useHashSearch(): string {
  return useSyncExternalStore(subscribe, hashSearch);
}
