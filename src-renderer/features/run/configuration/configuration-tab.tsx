import { useEffect, useState } from 'react';
import type { RunConfiguration } from '#core/contract/run/run-view.ts';
import type { Parameter } from '#core/contract/space.ts';
import { Card } from '#renderer/components/surfaces/card.tsx';
import { ErrorNotice } from '#renderer/components/surfaces/error-notice.tsx';
import { Skeleton } from '#renderer/components/surfaces/skeleton.tsx';
import type { SpaceRow } from '#renderer/features/new-run/space/view/space-rows.ts';
import { SpaceView } from '#renderer/features/new-run/space/view/space-view.tsx';
import { type Refusal, refusalOf } from '#renderer/host/refusal.ts';
import { useStores } from '#renderer/stores/stores.ts';
import { useRunOnScreen } from '../live/run-context.ts';
import { BeginAnother } from './begin-another.tsx';
import classes from './configuration.module.css';
import { Launches } from './launches.tsx';
import { RunIdentity } from './run-identity.tsx';
import { SettingsTable } from './settings-table.tsx';

const NOTHING: readonly never[] = [];

function rowsOf(space: readonly Parameter[]): readonly SpaceRow[] {
  return space.map((parameter) => ({ name: parameter.name, parameter, problems: NOTHING }));
}

function Content({ configuration }: { configuration: RunConfiguration }) {
  const { facts, launches } = configuration;
  return (
    <>
      <div className={classes.column}>
        <Launches launches={launches} />
        {facts.space && (
          <Card
            title="Search space"
            caption={facts.space_inferred ? 'read off the trials: bounds are what occurred' : null}
            className={classes.space}
          >
            <SpaceView rows={rowsOf(facts.space)} samples={NOTHING} onShow={() => undefined} />
          </Card>
        )}
      </div>
      <div className={classes.column}>
        <BeginAnother configuration={configuration} />
        <RunIdentity configuration={configuration} />
        {facts.settings && <SettingsTable settings={facts.settings} />}
      </div>
    </>
  );
}

/** How the run was asked for and what it rests on. */
export function ConfigurationTab() {
  const { configuration, error } = useConfiguration();
  return (
    <div className={classes.page}>
      {error && <ErrorNotice title="The configuration cannot be read" error={error} />}
      {configuration && <Content configuration={configuration} />}
      {!configuration && !error && (
        <>
          <Skeleton height={360} />
          <Skeleton height={360} />
        </>
      )}
    </div>
  );
}

/** The configuration of the run, read again when its facts change: a resume may have changed settings. */
function useConfiguration(): {
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
