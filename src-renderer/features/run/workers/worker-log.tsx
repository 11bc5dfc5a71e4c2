import { useCallback } from 'react';
import { useStores } from '#renderer/stores/stores.ts';
import { useRunOnScreen } from '../live/run-context.ts';
import { LogView } from '../log/log-view.tsx';

/** What a worker says of itself, as it says it. */
export function WorkerLog({ worker, live }: { worker: string; live: boolean }) {
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
