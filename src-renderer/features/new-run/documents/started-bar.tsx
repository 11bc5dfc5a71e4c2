import { IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { useStore } from 'zustand';
import { editDocument } from '#core/config/edit/edit-document.ts';
import { readNode } from '#core/config/edit/read-node.ts';
import { settingDrafts } from '#core/config/edit/setting-drafts.ts';
import { stringText } from '#core/config/yaml-string.ts';
import type { CheckReport } from '#core/contract/check.ts';
import type { RootFinding } from '#core/contract/root-finding.ts';
import { Button } from '../../../components/button.tsx';
import { Icon } from '../../../components/icon.tsx';
import { RelativeTime } from '../../../components/relative-time.tsx';
import { baseName } from '../../../format/paths.ts';
import { addresses } from '../../../routing/addresses.ts';
import type { Draft, StartedFrom } from '../../../stores/draft.ts';
import { type Stores, useStores } from '../../../stores/stores.ts';
import classes from './documents.module.css';
import { freeRoot } from './free-root.ts';

/** Whether a document says what it said when its run was started. */
function isAsStarted({ text, space }: Draft, started: StartedFrom): boolean {
  return text === started.text && (space?.text ?? null) === started.space;
}

type LookAt = (root: string) => Promise<Pick<RootFinding, 'kind'>>;

/** `runs/a` of `runs/a-2`, where that is a run as well; otherwise the number belongs to its name. */
async function stemOf(root: string, lookAt: LookAt): Promise<string> {
  const stem = root.replace(/-\d+$/, '');
  const isRun = stem !== root && (await lookAt(stem).catch(() => null))?.kind === 'run';
  return isRun ? stem : root;
}

/** Gives the document the next root that no run has taken, as a change that can be taken back. */
async function moveOn({ connection, draft }: Stores, root: string): Promise<void> {
  const { text, file, folder } = draft.getState();
  const given = settingDrafts(readNode(text))?.textOf('root_directory') ?? null;
  const written = given === null || given === 'structure' ? root : given.shown.replace(/[\\/]+$/, '');
  const lookAt = (place: string) => connection.client.setup.lookAtRoot({ root: place, file, folder });
  const next = await freeRoot(await stemOf(written, lookAt), lookAt);
  const edited = editDocument(text, {
    kind: 'set',
    path: ['root_directory'],
    source: stringText(next, 'line'),
  });
  if (edited.kind === 'edited') {
    draft.change({ text: edited.text }, null);
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
