import { IconFolder } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import type { Example, Home } from '#core/contract/home.ts';
import { Button } from '#renderer/components/buttons/button.tsx';
import { ErrorNotice } from '#renderer/components/surfaces/error-notice.tsx';
import { Icon } from '#renderer/components/text/icon.tsx';
import type { Refusal } from '#renderer/host/refusal.ts';
import { useStores } from '#renderer/stores/stores.ts';
import { useOpenWays } from '../use-open-ways.ts';
import { WatchedFolders } from '../watched-folders.tsx';
import classes from './first-start.module.css';
import { DirectoriesPicture, TrajectoryPicture, YamlPicture } from './first-start-pictures.tsx';
import { StartExampleButton } from './start-example-button.tsx';

type WayProps = {
  readonly picture: ReactNode;
  readonly title: string;
  readonly about: string;
  readonly children: ReactNode;
};

function Way({ picture, title, about, children }: WayProps) {
  return (
    <section className={classes.card} aria-label={title}>
      <div className={classes.picture} aria-hidden="true">
        {picture}
      </div>
      <div className={classes.words}>
        <h2>{title}</h2>
        <p>{about}</p>
        <div>{children}</div>
      </div>
    </section>
  );
}

type FirstStartProps = {
  readonly watched: Home['watched_folders'];
  /** Null until it is known. */
  readonly example: Example | null;
};

/** Nothing here yet: three ways to a run. */
export function FirstStart({ watched, example }: FirstStartProps) {
  const { connection } = useStores();
  const ways = useOpenWays();
  const [refused, setRefused] = useState<Refusal | null>(null);
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <h1>No runs yet</h1>
        <p>A run searches for the parameter values that give your program the lowest loss.</p>
      </header>
      {refused && <ErrorNotice title="The example did not start" error={refused} />}
      <div className={classes.cards}>
        <Way
          picture={<TrajectoryPicture />}
          title="Try the example"
          about={example?.summary ?? 'A real model, tuned while you watch.'}
        >
          <StartExampleButton example={example} onRefused={setRefused} variant="primary" size="large" />
        </Way>
        <Way
          picture={<YamlPicture />}
          title="New run"
          about="Name your training function, say what may vary, set a budget. Checked while you type."
        >
          <Button size="large" onClick={ways.newRun}>
            New run
          </Button>
        </Way>
        <Way
          picture={<DirectoriesPicture />}
          title="Open a directory"
          about="Look at a run that exists, also while it is running elsewhere. Nothing is written into it."
        >
          <Button size="large" onClick={ways.openDirectory}>
            Open directory…
          </Button>
        </Way>
      </div>
      <div className={classes.more}>
        <Icon of={IconFolder} small />{' '}
        {connection.desktop && 'Drop a directory anywhere on this window to open it. '}
        <button type="button" className={classes.link} onClick={ways.watchFolder}>
          Watch a folder…
        </button>
        {' adds every run below it by itself.'}
      </div>
      {watched.length > 0 && (
        <div className={classes.more}>
          <WatchedFolders folders={watched} />
        </div>
      )}
    </div>
  );
}
