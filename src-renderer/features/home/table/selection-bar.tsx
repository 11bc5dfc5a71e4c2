import { IconGitCompare } from '@tabler/icons-react';
import { useLocation } from 'wouter';
import { Button } from '#renderer/components/buttons/button.tsx';
import { refusalOf } from '#renderer/host/refusal.ts';
import { addresses, withQuery } from '#renderer/routing/addresses.ts';
import { useReadOnlyReason } from '#renderer/stores/read-only.ts';
import { useStores } from '#renderer/stores/stores.ts';
import type { HomeRow } from '../collect.ts';
import classes from '../home.module.css';
import type { Selection } from './use-selection.ts';

/** What can be done with the selected rows. */
export function SelectionBar({ selection, rows }: { selection: Selection; rows: readonly HomeRow[] }) {
  const { connection, openRuns, notifications } = useStores();
  const [, navigate] = useLocation();
  const readOnly = useReadOnlyReason();
  const compare = () => navigate(withQuery(addresses.compare, { runs: [...selection.keys].join(',') }));
  const remove = async () => {
    const chosen = rows.filter((row) => selection.keys.has(row.key));
    const outcomes = await Promise.allSettled(
      chosen.map(({ key }) => connection.client.home.remove({ key })),
    );
    for (const [index, outcome] of outcomes.entries()) {
      const row = chosen[index];
      if (row && outcome.status === 'fulfilled') {
        openRuns.close(row.key);
      } else if (row && outcome.status === 'rejected') {
        notifications.notify({
          tone: 'failed',
          title: `${row.name} is still in the list`,
          message: refusalOf(outcome.reason).message,
          address: null,
        });
      }
    }
    selection.set([]);
  };
  return (
    <div className={classes.selection}>
      <span className="strong">{selection.keys.size} selected</span>
      <Button
        size="small"
        variant="primary"
        icon={IconGitCompare}
        unavailable={selection.keys.size < 2 ? 'Select two or more runs to compare them.' : null}
        onClick={compare}
      >
        Compare
      </Button>
      {readOnly === null && (
        <>
          <Button size="small" onClick={remove}>
            Remove from list
          </Button>
          <span className="text2 small ellipsis">Removing leaves the files where they are.</span>
        </>
      )}
      <span className="grow" />
      <Button size="small" variant="ghost" onClick={() => selection.set([])}>
        Clear selection
      </Button>
    </div>
  );
}
