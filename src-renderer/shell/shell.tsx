import { useMediaQuery } from '@mantine/hooks';
import { type ReactNode, Suspense } from 'react';
import { useLocation } from 'wouter';
import { useShortcuts } from '../actions/use-shortcuts.ts';
import { ErrorBoundary } from '../components/surfaces/error-boundary.tsx';
import { TipLayer } from '../components/tips/tip-layer.tsx';
import { addresses } from '../routing/addresses.ts';
import { ConnectionBanner } from './frame/connection-banner.tsx';
import { Rail } from './frame/rail.tsx';
import { TopBar } from './frame/top-bar.tsx';
import { Toasts } from './notices/toasts.tsx';
import { useRunNotices } from './notices/use-run-notices.ts';
import classes from './shell.module.css';
import { useAppActions } from './use-app-actions.ts';
import { useDropped } from './use-dropped.ts';
import { useOpenRuns } from './use-open-runs.ts';

/** What stands around every screen. */
export function Shell({ children, dialogs }: { children: ReactNode; dialogs: ReactNode }) {
  const [path] = useLocation();
  const narrow = useMediaQuery('(width < 1200px)', undefined, { getInitialValueInEffect: false });
  useAppActions();
  useShortcuts();
  useRunNotices();
  useOpenRuns();
  const dropping = useDropped();
  return (
    <div className={classes.shell}>
      <button type="button" className={classes.skip} onClick={() => document.getElementById('main')?.focus()}>
        Skip to content
      </button>
      <Rail collapsed={narrow || path === addresses.newRun} />
      <div className={classes.column}>
        <TopBar />
        <ConnectionBanner />
        <main id="main" className={classes.main} tabIndex={-1}>
          <ErrorBoundary key={path.split('/', 3).join('/')}>
            <Suspense fallback={null}>{children}</Suspense>
          </ErrorBoundary>
          <div id="pop-ups" />
        </main>
      </div>
      <Suspense fallback={null}>{dialogs}</Suspense>
      <Toasts />
      <TipLayer />
      {dropping && <div className={classes.drop}>Drop a run directory or a YAML file to open it</div>}
    </div>
  );
}
