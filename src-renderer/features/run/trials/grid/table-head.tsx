// biome-ignore-all lint/a11y/useSemanticElements: rows that are placed by hand cannot be those of a <table>.
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names its active row.
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the grid handles the keys of its active row.
import { type DragEvent, type KeyboardEvent, memo, useId } from 'react';
import type { TrialFields } from '#core/analysis/query/fields.ts';
import type { Brush } from '#core/analysis/query/selection.ts';
import { SortButton } from '#renderer/components/buttons/sort-button.tsx';
import { Checkbox } from '#renderer/components/inputs/checkbox.tsx';
import { withMoved, withStep } from '../columns/chosen-columns.ts';
import type { Column } from '../columns/columns.ts';
import type { Sort } from '../order/order.ts';
import { canBeFiltered, RangeFilter } from './range-filter.tsx';
import classes from './trial-grid.module.css';

type TableHeadProps = {
  readonly columns: readonly Column[];
  readonly sort: Sort | null;
  readonly checked: 'none' | 'some' | 'all';
  readonly onSort: (column: string) => void;
  readonly onCheckAll: (checked: boolean) => void;
  readonly fields: TrialFields;
  readonly brushes: readonly Brush[];
  readonly onBrush: (field: string, brush: Brush | null) => void;
  readonly onColumns: (columns: readonly string[]) => void;
};

/** What a column is called while it is dragged, so that nothing else is dropped here. */
const DRAGGED = 'application/x-incumbent-column';
/** The first column stays where it is. */
const FIXED = 'trial';

const STEPS: Readonly<Record<string, 1 | -1>> = { ArrowRight: 1, ArrowLeft: -1 };

/** Null where another column orders the rows, or none does. */
function orderOf(sort: Sort | null, column: string): 'ascending' | 'descending' | null {
  if (sort?.column !== column) {
    return null;
  }
  return sort.descending ? 'descending' : 'ascending';
}

type HeadCellProps = Omit<TableHeadProps, 'checked' | 'onCheckAll'> & { readonly column: Column };

/** A column's head can be dragged, or moved by Alt and an arrow key. */
function useMoving({ columns, column, onColumns }: HeadCellProps) {
  return column.id === FIXED
    ? {}
    : {
        draggable: true,
        onDragStart: ({ dataTransfer }: DragEvent) => dataTransfer.setData(DRAGGED, column.id),
        onDragOver: (event: DragEvent) => {
          if (event.dataTransfer.types.includes(DRAGGED)) {
            event.preventDefault();
          }
        },
        onDrop: ({ dataTransfer }: DragEvent) => {
          const dragged = dataTransfer.getData(DRAGGED);
          if (dragged !== '' && dragged !== column.id) {
            onColumns(withMoved(columns, dragged, column.id));
          }
        },
        onKeyDown: (event: KeyboardEvent) => {
          const step = STEPS[event.key];
          if (step !== undefined && event.altKey) {
            onColumns(withStep(columns, column.id, step));
            event.preventDefault();
          }
        },
      };
}

function HeadCell(props: HeadCellProps) {
  const { column, sort, onSort, fields, brushes, onBrush } = props;
  const field = column.id === 'state' ? null : fields.find(column.id);
  const moving = useMoving(props);
  const labelId = useId();
  const order = orderOf(sort, column.id);
  return (
    <div
      role="columnheader"
      className={classes.cell}
      data-column={column.id}
      data-right={column.right || undefined}
      aria-sort={order ?? 'none'}
      {...moving}
    >
      <SortButton
        label={column.label}
        labelId={labelId}
        order={order}
        title={column.id === FIXED ? undefined : `${column.label}: drag, or Alt with an arrow key, moves it`}
        onSort={() => onSort(column.id)}
      />
      {field && canBeFiltered(field) && (
        <RangeFilter
          label={column.label}
          describedBy={labelId}
          field={field}
          brush={brushes.find((each) => each.field === field.name) ?? null}
          onBrush={(brush) => onBrush(field.name, brush)}
        />
      )}
    </div>
  );
}

/** Names of the columns: a click sorts by one, its funnel filters by it, a drag moves it. Stands still while rows scroll. */
export const TableHead = memo(function TableHead({ checked, onCheckAll, ...rest }: TableHeadProps) {
  return (
    <div role="rowgroup" className={classes.head}>
      <div role="row" className={classes.headRow} aria-rowindex={1}>
        <div role="columnheader" className={classes.check}>
          <Checkbox
            label="Select all trials in the table"
            hideLabel
            checked={checked === 'all'}
            mixed={checked === 'some'}
            onChange={onCheckAll}
          />
        </div>
        {rest.columns.map((column) => (
          <HeadCell key={column.id} column={column} {...rest} />
        ))}
      </div>
    </div>
  );
});
