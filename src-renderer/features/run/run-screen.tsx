import { useMemo } from 'react';
import { useRun } from '#renderer/stores/stores.ts';
import { BeginActions } from './configuration/begin-actions.tsx';
import { ExportAction } from './configuration/export-action.tsx';
import { RunContext } from './live/run-context.ts';
import { RefusedRun } from './refused-run.tsx';
import { RunSkeleton } from './run-skeleton.tsx';
import { RunTabs } from './run-tabs.tsx';

/** One run: its header and the tab that the address names. */
export function RunScreen({ runKey, tab }: { runKey: string; tab: string }) {
  const phase = useRun(runKey, (view) => view.phase);
  const error = useRun(runKey, (view) => view.error);
  const facts = useRun(runKey, (view) => view.facts);
  const status = useRun(runKey, (view) => view.status);
  const events = useRun(runKey, (view) => view.events);
  const run = useMemo(
    () => (facts && status ? { runKey, facts, status, events } : null),
    [runKey, facts, status, events],
  );
  if (phase === 'refused' && error) {
    return <RefusedRun runKey={runKey} error={error} name={facts?.name ?? null} />;
  }
  if (!run) {
    return <RunSkeleton />;
  }
  return (
    <RunContext.Provider value={run}>
      <BeginActions />
      <ExportAction />
      <RunTabs tab={tab} />
    </RunContext.Provider>
  );
}
