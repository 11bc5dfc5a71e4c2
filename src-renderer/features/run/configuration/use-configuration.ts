import { useEffect, useState } from 'react';
import type { RunConfiguration } from '#core/contract/run/run-view.ts';
import { type Refusal, refusalOf } from '#renderer/host/refusal.ts';
import { useStores } from '#renderer/stores/stores.ts';
import { useRunOnScreen } from '../live/run-context.ts';

/** The configuration of the run, read again when its facts change: a resume may have changed settings. */
export function useConfiguration(): {
  readonly configuration: RunConfiguration | null;
  readonly error: Refusal | null;
} {
  const { runKey, facts } = useRunOnScreen();
  const { client } = useStores().connection;
  const [configuration, setConfiguration] = useState<RunConfiguration | null>(null);
  const [error, setError] = useState<Refusal | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: new facts are the sign that there is something to read.
  useEffect(() => {
    const controller = new AbortController();
    client.run.configuration({ key: runKey }, { signal: controller.signal }).then(
      (read) => {
        setConfiguration(read);
        setError(null);
      },
      (thrown: unknown) => {
        if (!controller.signal.aborted) {
          setError(refusalOf(thrown));
        }
      },
    );
    return () => controller.abort();
  }, [client, runKey, facts]);
  return { configuration, error };
}
