import { useCallback } from 'react';
import { Card } from '#renderer/components/surfaces/card.tsx';
import { EmptyState } from '#renderer/components/surfaces/empty-state.tsx';
import { useQuery } from '#renderer/routing/use-query.ts';
import { useStores } from '#renderer/stores/stores.ts';
import { useShownTrials } from '../live/filter/shown-trials.tsx';
import { useRunNow, useRunOnScreen } from '../live/run-context.ts';
import { LogView } from '../log/log-view.tsx';
import { Doctor } from './doctor/doctor.tsx';
import { inOrderOfInterest, isAlive, livesWords } from './model.ts';
import { openSubmissions, SubmissionsCard } from './submissions-card.tsx';
import { TimelineCard } from './timeline/timeline-card.tsx';
import { useHeartbeats } from './use-heartbeats.ts';
import { WorkerTable } from './worker-table.tsx';
import classes from './workers.module.css';

function NoWorker({ isUnnamed }: { isUnnamed: boolean }) {
  return isUnnamed ? (
    <EmptyState title="No worker is named">
      The files of this run do not tell who evaluated its trials.
    </EmptyState>
  ) : (
    <EmptyState title="No worker yet">
      Workers appear here when a run is started, on this machine or on another one.
    </EmptyState>
  );
}

/** Who works on the run, since when, on what, why they left, and what each has to say. */
export function WorkersTab() {
  const { facts } = useRunOnScreen();
  const { status } = useRunNow();
  const [query, setQuery] = useQuery();
  const workers = inOrderOfInterest(status.workers);
  const chosen = workers.find(({ id }) => id === query.get('worker')) ?? workers[0] ?? null;
  const signs = useHeartbeats();
  const keepsLogs = status.layout === 'incumbent';
  const hasTrials = useShownTrials().all.length > 0;
  if (chosen === null) {
    return (
      <>
        {openSubmissions(status).length > 0 && (
          <div className={classes.alone}>
            <SubmissionsCard />
          </div>
        )}
        <NoWorker isUnnamed={hasTrials && !keepsLogs} />
      </>
    );
  }
  return (
    <div className={classes.page} data-no-log={!keepsLogs || undefined}>
      <TimelineCard signs={signs} />
      <div className={classes.side}>
        <Card title="Workers" caption={livesWords(workers)} className={classes.list}>
          <WorkerTable
            workers={workers}
            signs={signs}
            chosen={chosen.id}
            onChoose={(worker) => setQuery({ worker })}
          />
        </Card>
        {openSubmissions(status).length > 0 && <SubmissionsCard />}
        {keepsLogs && <Doctor key={facts.key} />}
      </div>
      {keepsLogs && (
        <Card title="Log" caption={<span className="mono">{chosen.id}</span>} className={classes.log}>
          <WorkerLog key={chosen.id} worker={chosen.id} live={isAlive(chosen)} />
        </Card>
      )}
    </div>
  );
}

/** What a worker says of itself, as it says it. */
function WorkerLog({ worker, live }: { worker: string; live: boolean }) {
  const { runKey } = useRunOnScreen();
  const { client } = useStores().connection;
  const read = useCallback(
    (offset: number) => client.run.workerLog({ key: runKey, worker, offset }),
    [client, runKey, worker],
  );
  return (
    <LogView
      label={`Log of worker ${worker}`}
      read={read}
      live={live}
      empty="This worker has written nothing."
    />
  );
}
