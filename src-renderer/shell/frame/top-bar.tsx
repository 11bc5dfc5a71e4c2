import { IconChevronRight, IconSearch } from '@tabler/icons-react';
import { Fragment, useEffect } from 'react';
import { Link, useLocation } from 'wouter';
import type { HomeRun } from '#core/contract/home.ts';
import { Icon } from '#renderer/components/text/icon.tsx';
import { KeyHint } from '#renderer/components/text/key-hint.tsx';
import { addresses, RUN_TABS, type RunTab } from '#renderer/routing/addresses.ts';
import { unescaped } from '#renderer/routing/unescaped.ts';
import { useHome, useStores } from '#renderer/stores/stores.ts';
import { NotificationsMenu } from '../notices/notifications-menu.tsx';
import classes from './top-bar.module.css';

/** One step of the breadcrumb; `to` is null for where one is. */
type Crumb = { readonly label: string; readonly to: string | null };

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

const NO_RUNS: readonly never[] = [];

/** Where one is, in the page and in the window's name. Apart, since the list of runs changes all the time. */
function Crumbs() {
  const [path] = useLocation();
  const crumbs = crumbsOf(path, useHome((state) => state.home?.runs) ?? NO_RUNS);
  useDocumentTitle(crumbs);
  return (
    <nav className={classes.crumbs} aria-label="Breadcrumb">
      {crumbs.map((crumb, index) => (
        <Fragment key={crumb.label}>
          {index > 0 && <Icon of={IconChevronRight} small />}
          {crumb.to ? (
            <Link href={crumb.to} className="ellipsis">
              {crumb.label}
            </Link>
          ) : (
            <span className="ellipsis" aria-current="page">
              {crumb.label}
            </span>
          )}
        </Fragment>
      ))}
    </nav>
  );
}

/** Where one is, the way to everything, and what happened elsewhere. */
export function TopBar() {
  const { dialogs } = useStores();
  return (
    <header className={classes.bar}>
      <Crumbs />
      <button
        type="button"
        className={classes.search}
        aria-haspopup="dialog"
        onClick={() => dialogs.open({ kind: 'palette' })}
      >
        <Icon of={IconSearch} small />
        <span>Search runs and commands</span>
        <KeyHint shortcut="mod+k" />
      </button>
      <NotificationsMenu />
    </header>
  );
}

/** The window is called after what it shows; a run by its name first, since tabs of a browser cut the end. */
function useDocumentTitle(crumbs: readonly Crumb[]): void {
  const own = crumbs.length > 1 ? crumbs.slice(1) : crumbs;
  const title = [...own.map((crumb) => crumb.label), 'Incumbent'].join(' · ');
  useEffect(() => {
    document.title = title;
  }, [title]);
}
