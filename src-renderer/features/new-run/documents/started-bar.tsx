import { IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { useStore } from 'zustand';
import type { CheckReport } from '#core/contract/setup/check.ts';
import { Button } from '#renderer/components/buttons/button.tsx';
import { Icon } from '#renderer/components/text/icon.tsx';
import { RelativeTime } from '#renderer/components/text/relative-time.tsx';
import type { Draft, StartedFrom } from '#renderer/stores/draft/draft.ts';
import { baseName } from '../../../format/paths.ts';
import { addresses } from '../../../routing/addresses.ts';
import { type Stores, useStores } from '../../../stores/stores.ts';
import classes from './documents.module.css';
import { inNextRoot } from './save/next-root.ts';

/** Whether a document says what it said when its run was started. */
function isAsStarted({ text, space }: Draft, started: StartedFrom): boolean {
  return text === started.text && (space?.text ?? null) === started.space;
}

/** Gives the document the next root that no run has taken, as a change that can be taken back. */
async function moveOn(stores: Stores, root: string): Promise<void> {
  const moved = await inNextRoot(stores, { ...stores.draft.getState(), root });
  if (moved !== null) {
    stores.draft.change({ text: moved.text }, null);
  }
}

/** That the document on screen is a run already: the way there, and on to the next. */
export function StartedBar({ report }: { readonly report: CheckReport | null }) {
  const stores = useStores();
  const document = useStore(stores.draft);
  const [, navigate] = useLocation();
  const [isMoving, setMoving] = useState(false);
  const { started } = document;
  if (started === null) {
    return null;
  }
  const isSame = isAsStarted(document, started);
  if (!isSame && report?.root !== started.root) {
    return null;
  }
  const next = () => {
    setMoving(true);
    void moveOn(stores, started.root).finally(() => setMoving(false));
  };
  return (
    <section className={classes.started} aria-label="Started">
      <Icon of={IconPlayerPlay} />
      <span className="grow">
        Started as <b>{baseName(started.root)}</b> <RelativeTime at={started.at} />
        {isSame ? '.' : '; changed since.'}
      </span>
      <Button size="small" onClick={() => navigate(addresses.run(started.key))}>
        Open run
      </Button>
      <Button size="small" unavailable={isMoving ? 'Looking for a free directory…' : null} onClick={next}>
        Same in a new directory
      </Button>
      <Button size="small" onClick={() => stores.draft.replace('')}>
        New draft
      </Button>
    </section>
  );
}
