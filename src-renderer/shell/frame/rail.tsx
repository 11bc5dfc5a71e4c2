import {
  IconGitCompare,
  IconKeyboard,
  IconLayoutList,
  IconPlus,
  IconSettings,
  IconX,
} from '@tabler/icons-react';
import { type ComponentProps, type ReactNode, useEffect, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { useStore } from 'zustand';
import { formatNumber } from '#core/analysis/words/format.ts';
import type { HomeRun } from '#core/contract/home.ts';
import { Icon } from '#renderer/components/text/icon.tsx';
import { KeyHint } from '#renderer/components/text/key-hint.tsx';
import { RUN_SHAPES, StateMark } from '#renderer/components/text/state-mark.tsx';
import { tip } from '#renderer/components/tips/tip.ts';
import { RUN_STATE_WORDS } from '#renderer/format/words.ts';
import { addresses } from '#renderer/routing/addresses.ts';
import { useReadOnlyReason } from '#renderer/stores/read-only.ts';
import { useHome, useStores } from '#renderer/stores/stores.ts';
import classes from './rail.module.css';

type NavProps = {
  readonly to: string;
  readonly icon: ComponentProps<typeof Icon>['of'];
  readonly label: string;
  readonly collapsed: boolean;
  readonly children?: ReactNode;
};

function Nav({ to, icon, label, collapsed, children }: NavProps) {
  const [path] = useLocation();
  return (
    <Link
      href={to}
      className={classes.nav}
      aria-current={path === to ? 'page' : undefined}
      {...tip(collapsed ? label : null, 'right')}
    >
      <Icon of={icon} />
      <span className={classes.word}>{label}</span>
      {children}
    </Link>
  );
}

/** The run on screen says the same here as in its header; the list of runs comes a little later. */
function useLatest(run: HomeRun, on: boolean): HomeRun {
  const { runs } = useStores();
  const { key } = run;
  const [status, setStatus] = useState<HomeRun['status']>(null);
  useEffect(() => {
    if (!on) {
      return;
    }
    const release = runs.hold(key);
    const store = runs.store(key);
    const take = () => setStatus(store.getState().status);
    take();
    const unsubscribe = store.subscribe(take);
    return () => {
      unsubscribe();
      release();
      setStatus(null);
    };
  }, [runs, key, on]);
  return status === null ? run : { ...run, status };
}

function stateWord(run: HomeRun): string {
  return run.status ? RUN_STATE_WORDS[run.status.state] : 'Unreadable';
}

function runLabel(run: HomeRun): string {
  const best = run.status?.best ? `, best loss ${formatNumber(run.status.best.loss)}` : '';
  return `${run.name}, ${stateWord(run)}${best}`;
}

function OpenRun({ run: listed, on }: { run: HomeRun; on: boolean }) {
  const run = useLatest(listed, on);
  const { openRuns } = useStores();
  const [, navigate] = useLocation();
  const close = () => {
    openRuns.close(run.key);
    if (on) {
      navigate(addresses.runs);
    }
  };
  const state = run.status?.state ?? 'unknown';
  return (
    <li className={classes.openRun}>
      <Link
        href={addresses.run(run.key)}
        className={classes.nav}
        aria-current={on ? 'page' : undefined}
        {...tip(runLabel(run), 'right')}
      >
        <span className={classes.dot}>
          <StateMark state={RUN_SHAPES[state]} />
        </span>
        <span className={`${classes.word} ellipsis`}>{run.name}</span>
        <span className="visually-hidden">{stateWord(run)}</span>
        {run.status?.best && <span className={classes.number}>{formatNumber(run.status.best.loss)}</span>}
      </Link>
      <button type="button" className={classes.close} aria-label={`Close ${run.name}`} onClick={close}>
        <Icon of={IconX} small />
      </button>
    </li>
  );
}

function OpenRuns({ path }: { path: string }) {
  const { openRuns } = useStores();
  const keys = useStore(openRuns, (state) => state.keys);
  const runs = useHome((state) => state.home?.runs);
  const shown = keys.flatMap((key) => runs?.find((run) => run.key === key) ?? []);
  if (shown.length === 0) {
    return null;
  }
  return (
    <>
      <h2 className={classes.caption} id="open-runs">
        Open runs
      </h2>
      <ul className={classes.list} aria-labelledby="open-runs">
        {shown.map((run) => (
          <OpenRun key={run.key} run={run} on={path.startsWith(`/run/${encodeURIComponent(run.key)}/`)} />
        ))}
      </ul>
    </>
  );
}

/** The way to every place. `collapsed` leaves the icons, as does a narrow window. */
export function Rail({ collapsed }: { collapsed: boolean }) {
  const [path] = useLocation();
  const { dialogs } = useStores();
  const runs = useHome((state) => state.home?.runs.length ?? 0);
  const readOnly = useReadOnlyReason();
  return (
    <nav className={classes.rail} aria-label="Main" data-collapsed={collapsed || undefined}>
      <Brand />
      <Nav to={addresses.runs} icon={IconLayoutList} label="Runs" collapsed={collapsed}>
        {runs > 0 && (
          <span className={classes.number} aria-hidden="true">
            {runs}
          </span>
        )}
      </Nav>
      {readOnly === null && (
        <Nav to={addresses.newRun} icon={IconPlus} label="New run" collapsed={collapsed} />
      )}
      <Nav to={addresses.compare} icon={IconGitCompare} label="Compare" collapsed={collapsed} />
      <OpenRuns path={path} />
      <div className={classes.foot}>
        <Nav to={addresses.settings} icon={IconSettings} label="Settings" collapsed={collapsed} />
        <button type="button" className={classes.nav} onClick={() => dialogs.open({ kind: 'shortcuts' })}>
          <Icon of={IconKeyboard} />
          <span className={classes.word}>Shortcuts</span>
          <span className={classes.number} aria-hidden="true">
            <KeyHint shortcut="?" />
          </span>
        </button>
      </div>
    </nav>
  );
}

/** The mark: a trajectory that ends in its incumbent. */
function Brand() {
  return (
    <div className={classes.brand}>
      <svg viewBox="0 0 20 20" fill="none" aria-hidden="true">
        <rect width="20" height="20" rx="5" fill="var(--ink)" />
        <path
          d="M4 5.5h3.5v4H11v3.2h5"
          stroke="var(--on-ink)"
          strokeWidth="1.8"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
        <circle cx="16" cy="12.7" r="1.9" fill="var(--incumbent)" stroke="var(--ink)" strokeWidth=".8" />
      </svg>
      <span className={classes.word}>Incumbent</span>
    </div>
  );
}
