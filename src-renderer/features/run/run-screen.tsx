import { type ReactNode, useMemo } from 'react';
import { useRun } from '#renderer/stores/stores.ts';
import { BeginActions } from './configuration/begin-actions.tsx';
import { ExportAction } from './configuration/export-action.tsx';
import { RunContext, RunNowContext } from './live/run-context.ts';
import { RefusedRun } from './refused-run.tsx';
import { RunSkeleton } from './run-skeleton.tsx';
import { RunTabs } from './run-tabs.tsx';

/** Apart from the screen, so that a new trial draws again only what asks how the run is now. */
function RunNow({ runKey, children }: { runKey: string; children: ReactNode }) {
  const status = useRun(runKey, (view) => view.status);
  const events = useRun(runKey, (view) => view.events);
  const now = useMemo(() => (status ? { status, events } : null), [status, events]);
  return <RunNowContext value={now}>{children}</RunNowContext>;
}

/** One run: its header and the tab that the address names. */
export function RunScreen({ runKey, tab }: { runKey: string; tab: string }) {
  const phase = useRun(runKey, (view) => view.phase);
  const error = useRun(runKey, (view) => view.error);
  const facts = useRun(runKey, (view) => view.facts);
  const run = useMemo(() => (facts ? { runKey, facts } : null), [runKey, facts]);
  if (phase === 'refused' && error) {
    return <RefusedRun runKey={runKey} error={error} name={facts?.name ?? null} />;
  }
  if (!run) {
    return <RunSkeleton />;
  }
  return (
    <RunContext value={run}>
      <RunNow runKey={runKey}>
        <BeginActions />
        <ExportAction />
        <RunTabs tab={tab} />
      </RunNow>
    </RunContext>
  );
}
