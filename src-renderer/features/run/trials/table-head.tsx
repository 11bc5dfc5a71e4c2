// biome-ignore-all lint/a11y/useSemanticElements: rows that are placed by hand cannot be those of a <table>.
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names its active row.
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the grid handles the keys of its active row.
import { IconSortAscending, IconSortDescending } from '@tabler/icons-react';
import { Checkbox } from '#renderer/components/checkbox.tsx';
import { Icon } from '#renderer/components/icon.tsx';
import type { Column } from './columns.ts';
import type { Sort } from './order.ts';
import classes from './trials.module.css';

type TableHeadProps = {
  readonly columns: readonly Column[];
  readonly sort: Sort | null;
  readonly checked: 'none' | 'some' | 'all';
  readonly onSort: (column: string) => void;
  readonly onCheckAll: (checked: boolean) => void;
};

function ariaSort(sort: Sort | null, column: string): 'ascending' | 'descending' | 'none' {
  if (sort?.column !== column) {
    return 'none';
  }
  return sort.descending ? 'descending' : 'ascending';
}

/** Names of the columns; a click sorts by one. */
export function TableHead({ columns, sort, checked, onSort, onCheckAll }: TableHeadProps) {
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
        {columns.map((column) => (
          <div
            key={column.id}
            role="columnheader"
            className={classes.cell}
            data-column={column.id}
            data-right={column.right || undefined}
            aria-sort={ariaSort(sort, column.id)}
          >
            <button type="button" className={classes.sort} onClick={() => onSort(column.id)}>
              <span className="ellipsis">{column.label}</span>
              {sort?.column === column.id && (
                <Icon of={sort.descending ? IconSortDescending : IconSortAscending} small />
              )}
            </button>
          </div>
        ))}
      </div>
    </div>
  );
}
