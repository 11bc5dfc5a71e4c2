import { IconSortAscending, IconSortDescending } from '@tabler/icons-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { Checkbox } from '../../components/checkbox.tsx';
import { Icon } from '../../components/icon.tsx';
import type { HomeRow } from './collect.ts';
import { nextSort, type Sort, type SortColumn } from './model.ts';
import { RunRow } from './run-row.tsx';
import classes from './run-table.module.css';
import type { Selection } from './use-selection.ts';

type HeadProps = {
  readonly column: SortColumn;
  readonly label: string;
  readonly sort: Sort;
  readonly onSort: (sort: Sort) => void;
  readonly className?: string | undefined;
};

function SortHead({ column, label, sort, onSort, className }: HeadProps) {
  const on = sort.column === column;
  const order = sort.descending ? 'descending' : 'ascending';
  return (
    <th scope="col" className={className} aria-sort={on ? order : undefined}>
      <button type="button" className={classes.sort} onClick={() => onSort(nextSort(sort, column))}>
        {label}
        {on && <Icon of={sort.descending ? IconSortDescending : IconSortAscending} small />}
      </button>
    </th>
  );
}

type RunTableProps = {
  readonly rows: readonly HomeRow[];
  readonly sort: Sort;
  readonly onSort: (sort: Sort) => void;
  readonly selection: Selection;
};

const STEPS: Readonly<Record<string, (at: number, last: number) => number>> = {
  ArrowDown: (at, last) => Math.min(at + 1, last),
  ArrowUp: (at) => Math.max(at - 1, 0),
  Home: () => 0,
  End: (_at, last) => last,
};

/** One row a run. Up and down move between rows, Enter opens one, space selects it. */
export function RunTable({ rows, sort, onSort, selection }: RunTableProps) {
  const body = useRef<HTMLTableSectionElement>(null);
  const [current, setCurrent] = useState<string | null>(null);
  const at = Math.max(
    rows.findIndex((row) => row.key === current),
    0,
  );
  const moved = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    const onRow = event.target instanceof HTMLTableRowElement;
    const next = step && onRow ? rows[step(at, rows.length - 1)] : undefined;
    if (next) {
      event.preventDefault();
      setCurrent(next.key);
      body.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(next.key)}"]`)?.focus();
    }
  };
  const head = { sort, onSort };
  return (
    <div className={classes.scroll}>
      <table className={classes.table} aria-label="Runs">
        <thead>
          <tr>
            <th scope="col" className={classes.check}>
              <Checkbox
                label="Select all"
                hideLabel
                checked={rows.every((row) => selection.keys.has(row.key))}
                mixed={selection.keys.size > 0 && !rows.every((row) => selection.keys.has(row.key))}
                onChange={(all) => selection.set(all ? rows.map((row) => row.key) : [])}
              />
            </th>
            <SortHead column="name" label="Run" {...head} />
            <SortHead column="state" label="State" {...head} />
            <SortHead column="evaluations" label="Evaluations" {...head} />
            <SortHead column="best" label="Best loss" className={classes.right} {...head} />
            <th scope="col" className={classes.trajectory}>
              Trajectory
            </th>
            <SortHead column="workers" label="Workers" className={classes.workers} {...head} />
            <SortHead column="optimizer" label="Optimizer" className={classes.optimizer} {...head} />
            <SortHead column="changed" label="Last change" {...head} />
            <th scope="col">
              <span className="visually-hidden">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody ref={body} onKeyDown={moved}>
          {rows.map((row, index) => (
            <RunRow
              key={row.key}
              row={row}
              selected={selection.keys.has(row.key)}
              tabIndex={index === at ? 0 : -1}
              onFocus={() => setCurrent(row.key)}
              onToggle={() => selection.toggle(row.key)}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}
