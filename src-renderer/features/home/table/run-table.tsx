import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react';
import { SortButton } from '#renderer/components/buttons/sort-button.tsx';
import { Checkbox } from '#renderer/components/inputs/checkbox.tsx';
import { Table } from '#renderer/components/surfaces/table.tsx';
import type { HomeRow } from '../collect.ts';
import { nextSort, type Sort, type SortColumn } from '../model.ts';
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
      <SortButton label={label} order={on ? order : null} onSort={() => onSort(nextSort(sort, column))} />
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

/** With more rows than this only those in sight are drawn. */
const MOST_DRAWN = 60;
const ROW_PIXELS = 71;
const OVERSCAN = 10;

/** The rows in sight of very many, with the heights of what is above and below. */
function useRowsInSight(count: number, body: RefObject<HTMLTableSectionElement | null>) {
  const enabled = count > MOST_DRAWN;
  const virtual = useVirtualizer({
    count,
    enabled,
    getScrollElement: () => document.getElementById('main'),
    estimateSize: () => ROW_PIXELS,
    overscan: OVERSCAN,
    scrollMargin: body.current?.offsetTop ?? 0,
  });
  const items = virtual.getVirtualItems();
  const [first, last] = [items[0], items.at(-1)];
  if (!enabled || !first || !last) {
    return { from: 0, to: enabled ? MOST_DRAWN : count, above: 0, below: 0, bring: () => undefined };
  }
  const { scrollMargin } = virtual.options;
  return {
    from: first.index,
    to: last.index + 1,
    above: first.start - scrollMargin,
    below: virtual.getTotalSize() - (last.end - scrollMargin),
    bring: (index: number) => virtual.scrollToIndex(index),
  };
}

/** Room for rows that are not drawn, before and after those that are. */
function gaps(above: number, below: number): CSSProperties {
  return { '--above': `${above}px`, '--below': `${below}px` } as CSSProperties;
}

function Head({ rows, sort, onSort, selection }: RunTableProps) {
  const all = rows.every((row) => selection.keys.has(row.key));
  const head = { sort, onSort };
  return (
    <thead>
      <tr>
        <th scope="col" className={classes.check}>
          <Checkbox
            label="Select all"
            hideLabel
            checked={all}
            mixed={selection.keys.size > 0 && !all}
            onChange={(on) => selection.set(on ? rows.map((row) => row.key) : [])}
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
  );
}

/** One row a run. Up and down move between rows, Enter opens one, space selects it. */
export function RunTable(props: RunTableProps) {
  const { rows, selection } = props;
  const body = useRef<HTMLTableSectionElement>(null);
  const [current, setCurrent] = useState<string | null>(null);
  /** The row that the keys went to, until it is drawn and has the focus. */
  const wanted = useRef<string | null>(null);
  const { from, to, above, below, bring } = useRowsInSight(rows.length, body);
  const at = Math.max(
    rows.findIndex((row) => row.key === current),
    0,
  );
  useEffect(() => {
    const row = body.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(wanted.current ?? '')}"]`);
    if (wanted.current !== null && row) {
      wanted.current = null;
      row.focus();
    }
  });
  const moved = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    const onRow = event.target instanceof HTMLTableRowElement;
    const index = step && onRow ? step(at, rows.length - 1) : -1;
    const next = rows[index];
    if (next) {
      event.preventDefault();
      wanted.current = next.key;
      setCurrent(next.key);
      bring(index);
    }
  };
  const isPart = rows.length > MOST_DRAWN;
  return (
    <div className={classes.scroll}>
      <Table className={classes.table} aria-label="Runs" aria-rowcount={isPart ? rows.length + 1 : undefined}>
        <Head {...props} />
        <tbody ref={body} className={classes.rows} style={gaps(above, below)} onKeyDown={moved}>
          {rows.slice(from, to).map((row, index) => (
            <RunRow
              key={row.key}
              row={row}
              selected={selection.keys.has(row.key)}
              tabIndex={from + index === Math.max(at, from) ? 0 : -1}
              place={isPart ? from + index + 2 : null}
              onFocus={setCurrent}
              onToggle={selection.toggle}
            />
          ))}
        </tbody>
      </Table>
    </div>
  );
}
