import { useMantineColorScheme } from '@mantine/core';
import type { ReactNode } from 'react';
import type { HostInfo } from '#core/contract/home.ts';
import { Segmented } from '#renderer/components/inputs/segmented.tsx';
import { Card } from '#renderer/components/surfaces/card.tsx';
import { PathText } from '#renderer/components/text/path-text.tsx';
import { counted } from '../../format/numbers.ts';
import { useHost, useStores } from '../../stores/stores.ts';
import { NotificationsCard } from './notifications-card.tsx';
import classes from './settings.module.css';
import { TrashCard } from './trash-card.tsx';
import { WatchedFoldersCard } from './watched-folders-card.tsx';

const SCHEMES = [
  { value: 'auto', label: 'Follow the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const;

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

const HOST_WORDS = {
  desktop: 'Desktop window',
  browser: 'Browser, over a connection to this machine only',
} as const;

function About({ info }: { info: HostInfo }) {
  return (
    <dl className={classes.facts}>
      <Fact label="Version">{info.version}</Fact>
      <Fact label="Shown in">
        {HOST_WORDS[info.host]}
        {info.read_only && ', for reading only'}
      </Fact>
      <Fact label="Engine runs on">
        {info.machine}, {info.platform}, {counted(info.cpus, 'core')}
      </Fact>
      {info.working_directory !== null && (
        <Fact label="Relative paths start in">
          <PathText path={info.working_directory} />
        </Fact>
      )}
    </dl>
  );
}

/** What belongs to this person on this machine, and what this app is. */
export function SettingsScreen() {
  const { connection } = useStores();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const info = useHost((state) => state.info);
  return (
    <div className={classes.page}>
      <h1 className="page-title">Settings</h1>
      <Card title="Appearance">
        <Segmented label="Colours" value={colorScheme} options={SCHEMES} onChange={setColorScheme} />
      </Card>
      <NotificationsCard />
      {info?.read_only === false && (
        <>
          <WatchedFoldersCard />
          <TrashCard />
        </>
      )}
      <Card title="About Incumbent">
        {info ? <About info={info} /> : <p className="text3">Asking the {connection.host} host…</p>}
      </Card>
    </div>
  );
}
