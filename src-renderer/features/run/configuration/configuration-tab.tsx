import { IconTemplate } from '@tabler/icons-react';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { templateOfLaunch } from '#core/config/run/run-template.ts';
import type { Launch, RunConfiguration } from '#core/contract/run/run-view.ts';
import type { Parameter } from '#core/contract/space.ts';
import { ActionButton } from '#renderer/components/buttons/action-button.tsx';
import { Button } from '#renderer/components/buttons/button.tsx';
import { CopyButton } from '#renderer/components/buttons/copy-button.tsx';
import { Segmented } from '#renderer/components/inputs/segmented.tsx';
import { Card } from '#renderer/components/surfaces/card.tsx';
import { ErrorNotice } from '#renderer/components/surfaces/error-notice.tsx';
import { Skeleton } from '#renderer/components/surfaces/skeleton.tsx';
import { RelativeTime } from '#renderer/components/text/relative-time.tsx';
import { beginWithTemplate } from '#renderer/features/new-run/documents/begin-with-run.ts';
import type { SpaceRow } from '#renderer/features/new-run/space/view/space-rows.ts';
import { SpaceView } from '#renderer/features/new-run/space/view/space-view.tsx';
import { counted } from '#renderer/format/numbers.ts';
import { baseName } from '#renderer/format/paths.ts';
import { type Refusal, refusalOf } from '#renderer/host/refusal.ts';
import { addresses } from '#renderer/routing/addresses.ts';
import { useQuery } from '#renderer/routing/use-query.ts';
import { useReadOnlyReason } from '#renderer/stores/read-only.ts';
import { useStores } from '#renderer/stores/stores.ts';
import { useRunOnScreen } from '../live/run-context.ts';
import { BeginAnother } from './begin-another.tsx';
import classes from './configuration.module.css';
import { useExportActions } from './export-action.tsx';
import { RunIdentity } from './run-identity.tsx';
import { SettingsTable } from './settings-table.tsx';

const YamlView = lazy(async () => ({ default: (await import('./yaml-view.tsx')).YamlView }));

const NOTHING: readonly never[] = [];

function rowsOf(space: readonly Parameter[]): readonly SpaceRow[] {
  return space.map((parameter) => ({ name: parameter.name, parameter, problems: NOTHING }));
}

function LaunchCaption({ launch }: { launch: Launch }) {
  const parts = [
    `${counted(launch.workers, 'worker')} by ${launch.by} on ${launch.host}`,
    launch.file && baseName(launch.file),
    ...launch.set,
  ].filter(Boolean);
  return (
    <>
      <RelativeTime at={launch.at} /> · {parts.join(' · ')}
    </>
  );
}

/** The text of each launch: what was asked for, to be asked for again. */
function Launches({ launches }: { launches: readonly Launch[] }) {
  const [query, setQuery] = useQuery();
  const [, navigate] = useLocation();
  const stores = useStores();
  const readOnly = useReadOnlyReason();
  const { facts } = useRunOnScreen();
  const asked = Number(query.get('launch') ?? launches.length);
  const [exporting] = useExportActions();
  const number = launches[asked - 1] ? asked : launches.length;
  const launch = launches[number - 1];
  if (!launch) {
    return (
      <Card title="YAML as launched" controls={<ActionButton action={exporting} size="small" />}>
        <p className="text3">No launch is on record.</p>
      </Card>
    );
  }
  const template = templateOfLaunch(launch);
  const useAsTemplate = () => {
    if (template !== null) {
      const name = `${facts.name}, launch ${number}`;
      void beginWithTemplate(stores, template, { name, root: facts.root }).then(() =>
        navigate(addresses.newRun),
      );
    }
  };
  return (
    <Card
      title="YAML as launched"
      caption={<LaunchCaption launch={launch} />}
      className={classes.yaml}
      controls={
        <>
          {launches.length > 1 && (
            <Segmented
              label="Launch"
              value={String(number)}
              options={launches.map((_, index) => ({
                value: String(index + 1),
                label: index === 0 ? 'First' : String(index + 1),
              }))}
              onChange={(each) => setQuery({ launch: each })}
            />
          )}
          <CopyButton text={launch.yaml}>Copy</CopyButton>
          <ActionButton action={exporting} size="small" />
          <Button
            size="small"
            icon={IconTemplate}
            unavailable={readOnly ?? (template === null ? 'This launch only brought workers' : null)}
            onClick={useAsTemplate}
          >
            Use as template
          </Button>
        </>
      }
    >
      <Suspense fallback={<Skeleton height={320} />}>
        <YamlView text={launch.yaml} label="YAML as launched" />
      </Suspense>
    </Card>
  );
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
