import { IconTemplate } from '@tabler/icons-react';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useLocation } from 'wouter';
import { launchedTexts, type RunTemplate } from '#core/config/run/run-template.ts';
import type { Launch } from '#core/contract/run/run-view.ts';
import { ActionButton } from '#renderer/components/buttons/action-button.tsx';
import { Button } from '#renderer/components/buttons/button.tsx';
import { CopyButton } from '#renderer/components/buttons/copy-button.tsx';
import { Segmented } from '#renderer/components/inputs/segmented.tsx';
import { Card } from '#renderer/components/surfaces/card.tsx';
import { Skeleton } from '#renderer/components/surfaces/skeleton.tsx';
import { RelativeTime } from '#renderer/components/text/relative-time.tsx';
import { beginWithTemplate } from '#renderer/features/new-run/documents/begin-with-run.ts';
import { LineDiff } from '#renderer/features/new-run/documents/compare/line-diff-view.tsx';
import { counted } from '#renderer/format/numbers.ts';
import { baseName } from '#renderer/format/paths.ts';
import { addresses } from '#renderer/routing/addresses.ts';
import { useQuery } from '#renderer/routing/use-query.ts';
import { useReadOnlyReason } from '#renderer/stores/read-only.ts';
import { useStores } from '#renderer/stores/stores.ts';
import { useRunOnScreen } from '../live/run-context.ts';
import classes from './configuration.module.css';
import { useExportActions } from './export-action.tsx';

const YamlView = lazy(async () => ({ default: (await import('./yaml-view.tsx')).YamlView }));

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

type TextProps = {
  readonly text: string;
  /** That of the launch before; null for the first. */
  readonly before: string | null;
  readonly shows: 'text' | 'changes';
};

function LaunchText({ text, before, shows }: TextProps) {
  return shows === 'changes' && before !== null ? (
    <LineDiff label="Changes since the launch before" before={before} after={text} />
  ) : (
    <Suspense fallback={<Skeleton height={320} />}>
      <YamlView text={text} label="YAML as launched" />
    </Suspense>
  );
}

/** The whole YAML in force after each launch, to be asked for again, and what each changed. */
export function Launches({ launches }: { launches: readonly Launch[] }) {
  const [query, setQuery] = useQuery();
  const [shows, setShows] = useState<TextProps['shows']>('text');
  const texts = useMemo(() => launchedTexts(launches), [launches]);
  const asked = Number(query.get('launch') ?? launches.length);
  const [exporting] = useExportActions();
  const number = launches[asked - 1] ? asked : launches.length;
  const launch = launches[number - 1];
  const template = texts[number - 1] ?? null;
  const before = texts[number - 2]?.text ?? null;
  if (!launch || template === null) {
    return (
      <Card title="YAML as launched" controls={<ActionButton action={exporting} size="small" />}>
        <p className="text3">No launch is on record.</p>
      </Card>
    );
  }
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
          {before !== null && (
            <Segmented
              label="What is shown of the launch"
              value={shows}
              options={[
                { value: 'text', label: 'Text' },
                { value: 'changes', label: 'Changes' },
              ]}
              onChange={setShows}
            />
          )}
          <CopyButton text={template.text}>Copy</CopyButton>
          <ActionButton action={exporting} size="small" />
          <UseAsTemplate template={template} number={number} />
        </>
      }
    >
      <LaunchText text={template.text} before={before} shows={shows} />
    </Card>
  );
}

function UseAsTemplate({ template, number }: { template: RunTemplate; number: number }) {
  const stores = useStores();
  const [, navigate] = useLocation();
  const { facts } = useRunOnScreen();
  const begin = () => {
    const origin = { name: `${facts.name}, launch ${number}`, root: facts.root };
    void beginWithTemplate(stores, template, origin).then(() => navigate(addresses.newRun));
  };
  return (
    <Button size="small" icon={IconTemplate} unavailable={useReadOnlyReason()} onClick={begin}>
      Use as template
    </Button>
  );
}
