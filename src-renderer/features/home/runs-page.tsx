import { IconEye, IconFolderOpen, IconPlus } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { Example, Home } from '#core/contract/home.ts';
import { Button } from '#renderer/components/buttons/button.tsx';
import { EmptyState } from '#renderer/components/surfaces/empty-state.tsx';
import { ErrorNotice } from '#renderer/components/surfaces/error-notice.tsx';
import type { Refusal } from '../../host/refusal.ts';
import { useQuery } from '../../routing/use-query.ts';
import { useReadOnlyReason } from '../../stores/read-only.ts';
import { useHost, useStores } from '../../stores/stores.ts';
import { collectRows } from './collect.ts';
import { StartExampleButton } from './first-start/start-example-button.tsx';
import classes from './home.module.css';
import { HomeFilters } from './home-filters.tsx';
import { filterRows, sortFromText, sortRows, sortToText, summaryWords } from './model.ts';
import { RunTable } from './table/run-table.tsx';
import { SelectionBar } from './table/selection-bar.tsx';
import { useSelection } from './table/use-selection.ts';
import { useStillOrder } from './table/use-still-order.ts';
import { useOpenWays } from './use-open-ways.ts';
import { WatchedFolders } from './watched-folders.tsx';

function Head({ summary }: { summary: string }) {
  const ways = useOpenWays();
  const readOnly = useReadOnlyReason();
  return (
    <div className={classes.head}>
      <h1 className="page-title">Runs</h1>
      <span className="text3">{summary}</span>
      {readOnly === null && (
        <div className={classes.ways}>
          <Button icon={IconFolderOpen} onClick={ways.openDirectory}>
            Open directory…
          </Button>
          <Button icon={IconEye} onClick={ways.watchFolder}>
            Watch a folder…
          </Button>
          <Button variant="primary" icon={IconPlus} onClick={ways.newRun}>
            New run
          </Button>
        </div>
      )}
    </div>
  );
}

type FootProps = { readonly example: Example | null; readonly onRefused: (refusal: Refusal | null) => void };

function Foot({ example, onRefused }: FootProps) {
  const { connection } = useStores();
  const readOnly = useReadOnlyReason();
  if (readOnly !== null) {
    return null;
  }
  return (
    <div className={classes.foot}>
      {connection.desktop && <span>Drop a run directory anywhere on this window to open it.</span>}
      <StartExampleButton variant="ghost" size="small" example={example} onRefused={onRefused} />
    </div>
  );
}

/** The table of all runs with what narrows and orders it; filters and order are part of the address. */
export function RunsPage({ home, example }: { home: Home; example: Example | null }) {
  const machine = useHost((state) => state.info?.machine ?? null);
  const [query, setQuery] = useQuery();
  const [refused, setRefused] = useState<Refusal | null>(null);
  const rows = useMemo(() => collectRows(home.runs, machine), [home.runs, machine]);
  const sort = sortFromText(query.get('sort'));
  const state = query.get('state') ?? null;
  const text = query.get('text') ?? '';
  const asked = JSON.stringify([sort, state, text]);
  const { shown, hold, release } = useStillOrder(sortRows(filterRows(rows, state, text), sort), asked);
  const selection = useSelection(rows);
  return (
    <div className={classes.page}>
      <Head summary={summaryWords(rows)} />
      {refused && <ErrorNotice title="The example did not start" error={refused} />}
      <div className={classes.filters}>
        <HomeFilters rows={rows} state={state} text={text} onChange={setQuery} />
        {home.watched_folders.length > 0 && <WatchedFolders folders={home.watched_folders} />}
      </div>
      <div className={classes.card} onPointerEnter={hold} onPointerLeave={release}>
        {selection.keys.size > 0 && <SelectionBar selection={selection} rows={rows} />}
        {shown.length === 0 ? (
          <EmptyState
            title="No run matches"
            action={<Button onClick={() => setQuery({ state: null, text: null })}>Show all runs</Button>}
          />
        ) : (
          <RunTable
            rows={shown}
            sort={sort}
            onSort={(next) => setQuery({ sort: sortToText(next) })}
            selection={selection}
          />
        )}
      </div>
      <Foot example={example} onRefused={setRefused} />
    </div>
  );
}
