import { IconChevronRight, IconSearch } from '@tabler/icons-react';
import { Fragment } from 'react';
import { Link, useLocation } from 'wouter';
import { Icon } from '#renderer/components/text/icon.tsx';
import { KeyHint } from '#renderer/components/text/key-hint.tsx';
import { useHome, useStores } from '#renderer/stores/stores.ts';
import { NotificationsMenu } from '../notices/notifications-menu.tsx';
import { crumbsOf } from './crumbs.ts';
import classes from './top-bar.module.css';
import { useDocumentTitle } from './use-document-title.ts';

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
