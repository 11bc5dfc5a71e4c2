import { useCallback, useMemo, useState } from 'react';
import { filters } from '#core/analysis/query/selection.ts';
import { countStates } from '#core/analysis/trials/counts.ts';
import type { Trial } from '#core/contract/run/trial.ts';
import { Button } from '#renderer/components/buttons/button.tsx';
import { EmptyState } from '#renderer/components/surfaces/empty-state.tsx';
import { downloadCsv } from '#renderer/host/download.ts';
import { useQuery } from '#renderer/routing/use-query.ts';
import { selectionText } from '#renderer/stores/runs/run-selection.ts';
import { useSelection, useStores } from '#renderer/stores/stores.ts';
import { csvText } from '../live/csv.ts';
import { useShownTrials } from '../live/filter/shown-trials.tsx';
import { useRunNow, useRunOnScreen } from '../live/run-context.ts';
import { useNotes } from '../live/trials/notes.ts';
import { objectivesOf } from '../live/trials/objectives.ts';
import { useNoting } from '../live/trials/use-noting.ts';
import { TrialDrawer } from '../trial/trial-drawer.tsx';
import { shownColumns } from './columns/chosen-columns.ts';
import { type Column, columnsOf } from './columns/columns.ts';
import { CompareDialog } from './compare/compare-dialog.tsx';
import { TrialGrid } from './grid/trial-grid.tsx';
import { type HeldRows, holdOrder } from './order/held-order.ts';
import { sortTrials } from './order/order.ts';
import { SelectionBar } from './selection-bar.tsx';
import { nextSort, sortOf, sortText } from './table-state.ts';
import { Toolbar } from './toolbar.tsx';
import classes from './trials.module.css';

function useColumns() {
  const { runKey, facts } = useRunOnScreen();
  const { status } = useRunNow();
  const { known } = useShownTrials();
  const notes = useNotes(runKey);
  const chosen = useSelection(runKey, ({ selection }) => selection.columns);
  const hasTrials = known.length > 0;
  const objectives = useMemo(() => objectivesOf(known), [known]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: without a space, the first trial tells the columns.
  const columns = useMemo(
    () => columnsOf({ space: facts.space, costUnit: status.cost_unit, trials: known, objectives, notes }),
    [facts.space, status.cost_unit, hasTrials, objectives, notes],
  );
  const shown = useMemo(() => shownColumns(columns, chosen), [columns, chosen]);
  return { columns, shown };
}

function useRows(columns: ReturnType<typeof useColumns>['columns']) {
  const { known, shown, selection } = useShownTrials();
  const sort = useMemo(() => sortOf(selection.sort), [selection.sort]);
  const next = useMemo(() => sortTrials(shown, sort, columns), [shown, sort, columns]);
  // Columns and a star that comes or goes move no row.
  const held = useHeldOrder(next, known, selectionText({ ...selection, columns: null }));
  return { sort, held };
}

function useChecked() {
  const [checked, setChecked] = useState<ReadonlySet<string>>(new Set());
  const toggle = useCallback(
    (trial: string) =>
      setChecked((before) => {
        const next = new Set(before);
        return next.delete(trial) ? next : next.add(trial);
      }),
    [],
  );
  return { checked, setChecked, toggle };
}

function NoRow({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  return (
    <div className={classes.empty}>
      {isFiltered ? (
        <EmptyState title="No trial matches" action={<Button onClick={onClear}>Clear filters</Button>} />
      ) : (
        <EmptyState title="No trial yet">They appear here as soon as a worker takes one.</EmptyState>
      )}
    </div>
  );
}

/** Every trial of the run: filter, sort, compare, and the details of one. */
export function TrialsTab() {
  const { runKey, facts } = useRunOnScreen();
  const { status } = useRunNow();
  const { known, best, fields, moment } = useShownTrials();
  const counts = useMemo(
    () => (moment === null ? status.counts : countStates(known)),
    [moment, status.counts, known],
  );
  const store = useStores().selections.of(runKey);
  const [query, setQuery] = useQuery();
  const { columns, shown } = useColumns();
  const { sort, held } = useRows(columns);
  const selection = useSelection(runKey, (state) => state.selection);
  const { checked, setChecked, toggle } = useChecked();
  const { onStar } = useNoting();
  const [comparing, setComparing] = useState(false);
  const name = query.get('trial') ?? null;
  const isOpen = name !== null;
  const open = useCallback(
    (trial: string | null) => setQuery({ trial, detail: null }, !isOpen && trial !== null),
    [setQuery, isOpen],
  );
  const { rows } = held;
  const opened = useMemo(() => known.find(({ trial }) => trial === name) ?? null, [known, name]);
  return (
    <div className={classes.page}>
      <Toolbar
        selection={selection}
        fields={fields}
        counts={counts}
        columns={columns}
        shown={shown}
        waiting={held.waiting}
        moved={held.moved}
        onChange={store.change}
        onColumns={(chosen) => store.change({ columns: chosen }, 'columns')}
        onShow={held.show}
        onExport={() => downloadCsv(trialsCsv(rows, shown), `${facts.name}-trials`)}
      />
      <div className={classes.split} data-open={isOpen || undefined}>
        <div className={classes.table}>
          {rows.length === 0 ? (
            <NoRow isFiltered={filters(selection)} onClear={store.clear} />
          ) : (
            <TrialGrid
              rows={rows}
              columns={shown}
              sort={sort}
              best={best?.trial ?? null}
              open={name}
              checked={checked}
              fields={fields}
              brushes={selection.brushes}
              onBrush={store.brush}
              onColumns={(chosen) => store.change({ columns: chosen }, 'columns')}
              onSort={(column) => store.change({ sort: sortText(nextSort(sort, column)) })}
              onOpen={open}
              onCheck={toggle}
              onCheckAll={(all) => setChecked(new Set(all ? rows.map(({ trial }) => trial) : []))}
              onStar={onStar}
            />
          )}
          <SelectionBar
            selected={checked.size}
            shown={rows.length}
            all={known.length}
            onCompare={() => setComparing(true)}
            onClear={() => setChecked(new Set())}
          />
        </div>
        {name !== null && (
          <TrialDrawer key={name} name={name} trial={opened} trials={known} onClose={() => open(null)} />
        )}
      </div>
      {comparing && (
        <CompareDialog
          trials={known.filter(({ trial }) => checked.has(trial))}
          columns={columns}
          onClose={() => setComparing(false)}
        />
      )}
    </div>
  );
}

/** Rows and columns as they are on screen, in full precision. */
export function trialsCsv(trials: readonly Trial[], columns: readonly Column[]): string {
  const head = columns.map(({ id }) => id);
  return csvText([head, ...trials.map((trial) => columns.map((column) => column.fullOf(trial)))]);
}

type Held = { readonly key: string; readonly rows: readonly Trial[] };

/**
 * Rows that do not move by themselves: see {@link holdOrder}. Another `key` (what is filtered and sorted by) shows the
 * new order at once.
 */
function useHeldOrder(
  next: readonly Trial[],
  all: readonly Trial[],
  key: string,
): HeldRows & { readonly show: () => void } {
  const [held, setHeld] = useState<Held>({ key, rows: next });
  const current = useCallback(() => new Map(all.map((trial) => [trial.trial, trial])), [all]);
  const result = useMemo(
    () => (held.key === key ? holdOrder(held.rows, next, current) : { rows: next, waiting: 0, moved: false }),
    [held, next, current, key],
  );
  // What was accepted is what is held from now on.
  if (result.rows === next && (held.key !== key || held.rows !== next)) {
    setHeld({ key, rows: next });
  }
  return { ...result, show: () => setHeld({ key, rows: next }) };
}
