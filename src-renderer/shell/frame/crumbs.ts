import type { HomeRun } from '#core/contract/home.ts';
import { addresses, RUN_TABS, type RunTab } from '#renderer/routing/addresses.ts';
import { unescaped } from '#renderer/routing/unescaped.ts';

/** One step of the breadcrumb; `to` is null for where one is. */
export type Crumb = { readonly label: string; readonly to: string | null };

const TAB_WORDS = {
  overview: 'Overview',
  trials: 'Trials',
  analysis: 'Analysis',
  rungs: 'Rungs',
  workers: 'Workers',
  errors: 'Errors',
  configuration: 'Configuration',
} as const satisfies Record<RunTab, string>;

function runCrumbs(path: string, runs: readonly HomeRun[]): Crumb[] {
  const [, , encoded = '', tab = ''] = path.split('/');
  const key = unescaped(encoded);
  const name = runs.find((run) => run.key === key)?.name ?? 'Run';
  const word = RUN_TABS.find((known) => known === tab);
  return [
    { label: 'Runs', to: addresses.runs },
    { label: name, to: addresses.run(key) },
    { label: word ? TAB_WORDS[word] : TAB_WORDS.overview, to: null },
  ];
}

/** The breadcrumb of an address. */
export function crumbsOf(path: string, runs: readonly HomeRun[]): Crumb[] {
  if (path.startsWith('/run/')) {
    return runCrumbs(path, runs);
  }
  switch (path) {
    case '/':
    case addresses.runs:
      return [{ label: 'Runs', to: null }];
    case addresses.newRun:
      return [{ label: 'New run', to: null }];
    case addresses.compare:
      return [{ label: 'Compare', to: null }];
    case addresses.settings:
      return [{ label: 'Settings', to: null }];
    default:
      return [
        { label: 'Runs', to: addresses.runs },
        { label: 'Not found', to: null },
      ];
  }
}
