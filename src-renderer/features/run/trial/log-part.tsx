import { useCallback } from 'react';
import type { Trial } from '#core/contract/trial.ts';
import { useStores } from '#renderer/stores/stores.ts';
import { useRunOnScreen } from '../live/run-context.ts';
import { LogView } from '../log/log-view.tsx';

/** What the function printed and logged, while it goes on. */
export function LogPart({ trial: { trial, state } }: { trial: Trial }) {
  const { runKey } = useRunOnScreen();
  const { client } = useStores().connection;
  const read = useCallback(
    (offset: number) => client.run.trialLog({ key: runKey, trial, offset }),
    [client, runKey, trial],
  );
  return (
    <LogView
      label={`Log of trial ${trial}`}
      read={read}
      live={state === 'evaluating' || state === 'stale'}
      empty={state === 'evaluating' ? 'Nothing was printed so far.' : 'Nothing was printed.'}
    />
  );
}
