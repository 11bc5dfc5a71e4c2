// biome-ignore-all lint/a11y/useSemanticElements: rows that are placed by hand cannot be those of a <table>.
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names its active row.
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the grid handles the keys of its active row.
import { type RefObject, useEffect, useId, useMemo, useRef, useState } from 'react';
import type { TrialFields } from '#core/analysis/query/fields.ts';
import type { Brush } from '#core/analysis/query/selection.ts';
import type { Trial } from '#core/contract/run/trial.ts';
import type { Column } from '../columns/columns.ts';
import { useColumnWindow } from '../columns/use-column-window.ts';
import type { Sort } from '../order/order.ts';
import { gridKeys } from './grid-keys.ts';
import { TableHead } from './table-head.tsx';
import classes from './trial-grid.module.css';
import { TrialRow } from './trial-row.tsx';
import { type GridVirtualizer, ROW_PIXELS, useGridWindow } from './use-grid-window.ts';

const CHECK_PIXELS = 40;

type TrialGridProps = {
  readonly rows: readonly Trial[];
  readonly columns: readonly Column[];
  readonly sort: Sort | null;
  readonly best: string | null;
  readonly open: string | null;
  readonly checked: ReadonlySet<string>;
  readonly onSort: (column: string) => void;
  readonly onOpen: (trial: string | null) => void;
  readonly onCheck: (trial: string) => void;
  readonly onCheckAll: (checked: boolean) => void;
  readonly fields: TrialFields;
  readonly brushes: readonly Brush[];
  readonly onBrush: (field: string, brush: Brush | null) => void;
  readonly onColumns: (columns: readonly string[]) => void;
  /** Stars a trial, or takes its star away. Null where nothing may be noted. */
  readonly onStar: ((trial: string) => void) | null;
};

function checkedState(rows: readonly Trial[], checked: ReadonlySet<string>): 'none' | 'some' | 'all' {
  if (checked.size === 0) {
    return 'none';
  }
  return rows.length > 0 && rows.every(({ trial }) => checked.has(trial)) ? 'all' : 'some';
}

/**
 * All trials as a grid that draws only the rows in sight. Arrow keys, Page and Home/End move between rows, Enter opens
 * one, Space selects it, S stars it; while details are open they go along.
 */
export function TrialGrid(props: TrialGridProps) {
  const { rows, columns, sort, best, open, checked, onSort, onOpen, onCheck, onCheckAll } = props;
  const { fields, brushes, onBrush, onColumns, onStar } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const id = useId();
  const [active, setActive] = useState<string | null>(open);
  const { virtual, drawn, slotOf } = useGridWindow(scroller, rows.length);
  useFollowOpen({ scroller, virtual, rows, open, onActive: setActive });
  const template = `${CHECK_PIXELS}px ${columns.map(({ width }) => `minmax(${width}px, 1fr)`).join(' ')}`;
  const width = columns.reduce((sum, column) => sum + column.width, CHECK_PIXELS);
  // Not anew with every scrolled pixel: there can be 100,000 rows.
  const checkedShare = useMemo(() => checkedState(rows, checked), [rows, checked]);
  const shown = useColumnWindow(scroller, columns, CHECK_PIXELS);

  const onKeyDown = gridKeys({
    grid: scroller,
    rows,
    active,
    open,
    onActive: (trial, place) => {
      setActive(trial);
      virtual.scrollToIndex(place, { align: 'auto' });
    },
    onOpen,
    onCheck,
    onStar,
  });
  const activeInSight = drawn.some((place) => rows[place]?.trial === active);
  return (
    <div
      ref={scroller}
      className={classes.grid}
      role="grid"
      aria-label="Trials"
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length + 1}
      aria-multiselectable="true"
      aria-activedescendant={activeInSight ? `${id}-${active}` : undefined}
      tabIndex={0}
      data-shrinks-header
      onKeyDown={onKeyDown}
    >
      <div style={{ minWidth: width, ['--columns' as string]: template }}>
        <TableHead
          columns={columns}
          sort={sort}
          checked={checkedShare}
          onSort={onSort}
          onCheckAll={onCheckAll}
          fields={fields}
          brushes={brushes}
          onBrush={onBrush}
          onColumns={onColumns}
        />
        <div role="rowgroup" className={classes.body} style={{ height: virtual.getTotalSize() }}>
          {drawn.map((place) => {
            const trial = rows[place];
            return trial ? (
              <TrialRow
                key={slotOf(place)}
                id={`${id}-${trial.trial}`}
                trial={trial}
                rowIndex={place + 2}
                top={place * ROW_PIXELS}
                columns={columns}
                shown={shown}
                isBest={trial.trial === best}
                isOpen={trial.trial === open}
                isActive={trial.trial === active}
                isChecked={checked.has(trial.trial)}
                onOpen={onOpen}
                onCheck={onCheck}
                onStar={onStar}
              />
            ) : null;
          })}
        </div>
      </div>
    </div>
  );
}

type Following = {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly virtual: GridVirtualizer;
  readonly rows: readonly Trial[];
  /** The trial whose details are open; null without. */
  readonly open: string | null;
  readonly onActive: (trial: string | null) => void;
};

/** Goes where details open, and takes the keyboard back where they close. */
function useFollowOpen({ scroller, virtual, rows, open, onActive }: Following): void {
  // A trial that the address names is brought into sight once, when it is opened.
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows that come later must not scroll the table.
  useEffect(() => {
    const place = open === null ? -1 : rows.findIndex(({ trial }) => trial === open);
    if (place >= 0) {
      onActive(open);
      virtual.scrollToIndex(place, { align: 'auto' });
    }
  }, [open]);

  // What was open is gone with what had the focus in it: the keyboard goes on at its row.
  const wasOpen = useRef(open !== null);
  useEffect(() => {
    if (wasOpen.current && open === null && document.activeElement === document.body) {
      scroller.current?.focus({ preventScroll: true });
    }
    wasOpen.current = open !== null;
  }, [open, scroller]);
}
