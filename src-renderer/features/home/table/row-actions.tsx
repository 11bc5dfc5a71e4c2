import { useMemo } from 'react';
import { useLocation } from 'wouter';
import { type RunActionId, runActions } from '#renderer/actions/run-actions.ts';
import { ActionButton } from '#renderer/components/buttons/action-button.tsx';
import { ActionMenu } from '#renderer/components/buttons/action-menu.tsx';
import { Button } from '#renderer/components/buttons/button.tsx';
import { addresses, withQuery } from '#renderer/routing/addresses.ts';
import type { Action } from '#renderer/stores/action.ts';
import { useHost, useStores } from '#renderer/stores/stores.ts';
import type { HomeRow } from '../collect.ts';
import classes from './run-table.module.css';

/** The one act that a state asks for most. */
const FIRST: Partial<Record<HomeRow['state'], RunActionId>> = {
  running: 'stop-finish-current',
  stalled: 'resume',
  stopped: 'resume',
  empty: 'resume',
  finished: 'more-budget',
};

const IN_MENU: readonly RunActionId[] = [
  'stop-finish-current',
  'stop-now',
  'resume',
  'add-worker',
  'more-budget',
  'copy-path',
  'show-files',
  'remove',
];

function SeeError({ row }: { row: HomeRow }) {
  const [, navigate] = useLocation();
  return (
    <Button
      size="small"
      label={`See error of ${row.name}`}
      onClick={() => navigate(withQuery(addresses.run(row.key, 'trials'), { state: 'failed' }))}
    >
      See error
    </Button>
  );
}

/** Start, stop and resume on the row; everything else behind the dots. */
export function RowActions({ row }: { row: HomeRow }) {
  const stores = useStores();
  // Actions read the host's facts when they are made.
  const host = useHost((state) => state.info);
  const all = useMemo(
    () => (host ? runActions({ ...row.run, readOnlyBecause: row.run.read_only_because }, stores) : null),
    [row.run, stores, host],
  );
  if (!all) {
    return null;
  }
  const first = FIRST[row.state];
  const menu = IN_MENU.filter((id) => id !== 'show-files' || stores.connection.desktop).map(
    (id): Action => all[id],
  );
  return (
    <div className={classes.acts}>
      {row.state === 'failed' && <SeeError row={row} />}
      {first && <ActionButton action={all[first]} size="small" short withIcon={false} />}
      <ActionMenu label={`More actions for ${row.name}`} actions={menu} />
    </div>
  );
}
