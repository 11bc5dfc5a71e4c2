import { useCallback, useMemo, useState } from 'react';
import { Button } from '#renderer/components/button.tsx';
import { EmptyState } from '#renderer/components/empty-state.tsx';
import { useQuery } from '#renderer/routing/use-query.ts';
import { downloadCsv } from '#renderer/host/download.ts';
import { useRunOnScreen } from '../live/run-context.ts';
import { useTrials } from '../live/use-trials.ts';
import { TrialDrawer } from '../trial/trial-drawer.tsx';
import { columnsOf } from './columns.ts';
import { CompareDialog } from './compare-dialog.tsx';
import { filterTrials, sortTrials } from './order.ts';
import { SelectionBar } from './selection-bar.tsx';
import { nextSort, readTableState, sortText, toggled } from './table-state.ts';
import { Toolbar } from './toolbar.tsx';
import { TrialGrid } from './trial-grid.tsx';
import classes from './trials.module.css';
import { trialsCsv } from './trials-csv.ts';
import { useHeldOrder } from './use-held-order.ts';

function useTable() {
  const { runKey, facts, status } = useRunOnScreen();
  const trials = useTrials(runKey);
  const [query] = useQuery();
  const state = useMemo(() => readTableState(query), [query]);
  const hasTrials = trials.length > 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: without a space, the first trial tells the columns.
  const columns = useMemo(
    () => columnsOf({ space: facts.space, costUnit: status.cost_unit, trials }),
    [facts.space, status.cost_unit, hasTrials],
  );
  const shown = useMemo(
    () => columns.filter(({ id, shown: own }) => own !== state.switched.has(id)),
    [columns, state.switched],
  );
  const { states, text, sort } = state;
  const next = useMemo(
    () => sortTrials(filterTrials(trials, { states, text }), sort, columns),
    [trials, states, text, sort, columns],
  );
  const held = useHeldOrder(next, trials, [[...states], text, sortText(sort)].join('\n'));
  return { trials, state, columns, shown, held };
}

function useChecked() {
  const [checked, setChecked] = useState<ReadonlySet<string>>(new Set());
  const toggle = useCallback(
    (trial: string) =>
      setChecked((before) => new Set((toggled(before, trial) ?? '').split(',').filter(Boolean))),
    [],
  );
  return { checked, setChecked, toggle };
}

/** Every trial of the run: filter, sort, compare, and the details of one. */
export function TrialsTab() {
  const { facts, status } = useRunOnScreen();
  const [, setQuery] = useQuery();
  const { trials, state, columns, shown, held } = useTable();
  const { checked, setChecked, toggle } = useChecked();
  const [comparing, setComparing] = useState(false);
  const isOpen = state.trial !== null;
  const open = useCallback(
    (trial: string | null) => setQuery({ trial, detail: null }, !isOpen && trial !== null),
    [setQuery, isOpen],
  );
  const { rows } = held;
  const opened = trials.find(({ trial }) => trial === state.trial) ?? null;
  const isFiltered = state.text !== '' || state.states.size > 0;
  return (
    <div className={classes.page}>
      <Toolbar
        state={state}
        counts={status.counts}
        columns={columns}
        shown={shown}
        waiting={held.waiting}
        moved={held.moved}
        onShow={held.show}
        onExport={() => downloadCsv(trialsCsv(rows, shown), `${facts.name}-trials`)}
      />
      <div className={classes.split} data-open={isOpen || undefined}>
        <div className={classes.table}>
          {rows.length === 0 ? (
            <div className={classes.empty}>
              {isFiltered ? (
                <EmptyState
                  title="No trial matches"
                  action={
                    <Button onClick={() => setQuery({ text: null, state: null })}>Clear filters</Button>
                  }
                />
              ) : (
                <EmptyState title="No trial yet">They appear here as soon as a worker takes one.</EmptyState>
              )}
            </div>
          ) : (
            <TrialGrid
              rows={rows}
              columns={shown}
              sort={state.sort}
              best={status.best?.trial ?? null}
              open={state.trial}
              checked={checked}
              onSort={(column) => setQuery({ sort: sortText(nextSort(state.sort, column)) })}
              onOpen={open}
              onCheck={toggle}
              onCheckAll={(all) => setChecked(new Set(all ? rows.map(({ trial }) => trial) : []))}
            />
          )}
          <SelectionBar
            selected={checked.size}
            shown={rows.length}
            all={trials.length}
            onCompare={() => setComparing(true)}
            onClear={() => setChecked(new Set())}
          />
        </div>
        {state.trial !== null && (
          <TrialDrawer
            key={state.trial}
            name={state.trial}
            trial={opened}
            trials={trials}
            onClose={() => open(null)}
          />
        )}
      </div>
      {comparing && (
        <CompareDialog
          trials={trials.filter(({ trial }) => checked.has(trial))}
          columns={columns}
          onClose={() => setComparing(false)}
        />
      )}
    </div>
  );
}
