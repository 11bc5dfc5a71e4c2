/** Tabs of a run that exist in this version, in their order; the first is the one an address without a tab shows. */
export const RUN_TABS = [
  'overview',
  'trials',
  'analysis',
  'rungs',
  'workers',
  'errors',
  'configuration',
] as const;
export type RunTab = (typeof RUN_TABS)[number];

/** Every address of the app. Keys are opaque and may hold any character. */
export const addresses = {
  runs: '/runs',
  newRun: '/new',
  compare: '/compare',
  settings: '/settings',
  run: (key: string, tab: RunTab = 'overview') => `/run/${encodeURIComponent(key)}/${tab}`,
} as const;

/** The pattern of every address of a run. */
export const RUN_ROUTE = '/run/:key/:tab?';

/** An address with a query; entries that are null or empty are left out. */
export function withQuery(address: string, query: Readonly<Record<string, string | null>>): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return given.length === 0 ? address : `${address}?${new URLSearchParams(given)}`;
}
