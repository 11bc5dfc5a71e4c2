import { useCallback } from 'react';
import type { Trial } from '#core/contract/run/trial.ts';
import { useRunOnScreen } from '#renderer/features/run/live/run-context.ts';
import { LOOK_MILLISECONDS, useScalars } from '#renderer/features/run/live/trials/use-scalars.ts';
import { LogView } from '#renderer/features/run/log/log-view.tsx';
import { useStores } from '#renderer/stores/stores.ts';
import { LearningCurve } from './learning-curve.tsx';

/** What the function printed and logged, while it goes on. */
export function LogPart({ trial: whole, trials }: { trial: Trial; trials: readonly Trial[] }) {
  const { trial, state } = whole;
  const live = state === 'evaluating' || state === 'stale';
  const { runKey } = useRunOnScreen();
  const { client } = useStores().connection;
  const read = useCallback(
    (offset: number) => client.run.trialLog({ key: runKey, trial, offset }),
    [client, runKey, trial],
  );
  const logged = useScalars(live ? [whole] : [], LOOK_MILLISECONDS).get(trial) ?? null;
  return (
    <>
      {live && <LearningCurve trial={whole} trials={trials} logged={logged} />}
      <LogView
        label={`Log of trial ${trial}`}
        read={read}
        live={live}
        empty={state === 'evaluating' ? 'Nothing was printed so far.' : 'Nothing was printed.'}
      />
    </>
  );
}
