import { type ComponentType, memo, Suspense, useDeferredValue, useEffect } from 'react';
import { useLocation } from 'wouter';
import { type TabItem, Tabs, tabPanelProps } from '#renderer/components/inputs/tabs.tsx';
import { ErrorBoundary } from '#renderer/components/surfaces/error-boundary.tsx';
import { count } from '#renderer/format/numbers.ts';
import { addresses, RUN_TABS, type RunTab, withQuery } from '#renderer/routing/addresses.ts';
import { pagePart, preloadWhenIdle } from '#renderer/routing/page-part.tsx';
import { selectionQuery } from '#renderer/stores/runs/run-selection.ts';
import { useStores } from '#renderer/stores/stores.ts';
import { aliveWorkers, allTrials } from './header/collect.ts';
import { RunHeader } from './header/run-header.tsx';
import { FilterBar } from './live/filter/filter-bar.tsx';
import { ShownTrialsProvider } from './live/filter/shown-trials.tsx';
import { TimeBar } from './live/filter/time-bar.tsx';
import { useSelectionAddress } from './live/filter/use-selection-address.ts';
import { useRunNow, useRunOnScreen } from './live/run-context.ts';
import { OverviewTab } from './overview/overview-tab.tsx';
import classes from './run-screen.module.css';
import { useShrink } from './use-shrink.ts';

const analysisTab = pagePart(async () => (await import('./analysis/analysis-tab.tsx')).AnalysisTab);
const configurationTab = pagePart(
  async () => (await import('./configuration/configuration-tab.tsx')).ConfigurationTab,
);
const errorsTab = pagePart(async () => (await import('./errors/errors-tab.tsx')).ErrorsTab);
const rungsTab = pagePart(async () => (await import('./rungs/rungs-tab.tsx')).RungsTab);
const trialsTab = pagePart(async () => (await import('./trials/trials-tab.tsx')).TrialsTab);
const workersTab = pagePart(async () => (await import('./workers/workers-tab.tsx')).WorkersTab);

const TABS: Readonly<Record<RunTab, ComponentType>> = {
  overview: OverviewTab,
  trials: trialsTab.Part,
  analysis: analysisTab.Part,
  rungs: rungsTab.Part,
  workers: workersTab.Part,
  errors: errorsTab.Part,
  configuration: configurationTab.Part,
};

/** The chosen tab. What it needs of the run it takes for itself: it is not drawn again because the header changes. */
const Content = memo(function Content({ tab }: { tab: RunTab }) {
  const Tab = TABS[tab];
  return <Tab />;
});

/** Keeps the address in step; apart, so that a change of the address draws nothing else again. */
function SelectionAddress({ runKey }: { runKey: string }) {
  useSelectionAddress(runKey);
  return null;
}

function tabOf(word: string): RunTab {
  return RUN_TABS.find((known) => known === word) ?? 'overview';
}

/** The header with the tabs below it: of the whole screen the part that every new trial changes. */
function Head({ current, shrunk }: { current: RunTab; shrunk: boolean }) {
  const { runKey } = useRunOnScreen();
  const { status } = useRunNow();
  const { selections } = useStores();
  const [, navigate] = useLocation();
  const { run_id } = status;
  useEffect(() => {
    if (run_id !== null) {
      selections.of(runKey).isOf(run_id);
    }
  }, [selections, runKey, run_id]);
  const alive = aliveWorkers(status);
  const { failed, crashed } = status.counts;
  const counts: Partial<Record<RunTab, number>> = {
    trials: allTrials(status.counts),
    workers: alive,
    errors: failed + crashed,
  };
  const items = RUN_TABS.map((id): TabItem<RunTab> => {
    const value = counts[id] ?? 0;
    return {
      id,
      label: id.charAt(0).toUpperCase() + id.slice(1),
      count: value > 0 ? { value: count(value), bad: false } : null,
    };
  });
  return (
    <RunHeader
      shrunk={shrunk}
      tabs={
        <Tabs
          label="Parts of the run"
          name="run"
          items={items}
          value={current}
          onChange={(id) =>
            navigate(
              withQuery(
                addresses.run(runKey, id),
                selectionQuery(selections.of(runKey).getState().selection),
              ),
            )
          }
        />
      }
    />
  );
}

/** The run's header, its tabs, and what the chosen one shows. */
export function RunTabs({ tab }: { tab: string }) {
  const { runKey } = useRunOnScreen();
  useEffect(() => preloadWhenIdle([trialsTab, analysisTab, workersTab, errorsTab, rungsTab]), []);
  const current = tabOf(tab);
  // A tab that takes long to draw holds up neither its own mark nor what a person does next.
  const drawn = useDeferredValue(current);
  const { shrunk, onScrollCapture } = useShrink(current);
  return (
    <div className={classes.screen}>
      <SelectionAddress runKey={runKey} />
      <Head current={current} shrunk={shrunk} />
      <ShownTrialsProvider>
        <FilterBar />
        <div
          {...tabPanelProps('run', drawn)}
          key={drawn}
          className={classes.panel}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a page that scrolls must be reachable by the keyboard.
          tabIndex={0}
          data-shrinks-header
          onScrollCapture={onScrollCapture}
        >
          {/* Within the panel, whose key is the tab: a fault of one tab leaves header and other tabs usable. */}
          <ErrorBoundary>
            <Suspense fallback={null}>
              <Content tab={drawn} />
            </Suspense>
          </ErrorBoundary>
        </div>
        <TimeBar />
      </ShownTrialsProvider>
    </div>
  );
}
