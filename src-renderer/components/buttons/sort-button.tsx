import { IconSortAscending, IconSortDescending } from '@tabler/icons-react';
import { Icon } from '../text/icon.tsx';
import classes from './sort-button.module.css';

type SortButtonProps = {
  readonly label: string;
  /** For what else names itself by the column. */
  readonly labelId?: string;
  /** How this column orders the rows; null where another one does. */
  readonly order: 'ascending' | 'descending' | null;
  readonly title?: string | undefined;
  readonly onSort: () => void;
};

/** The name of a column: a press orders by it, or turns the order round. */
export function SortButton({ label, labelId, order, title, onSort }: SortButtonProps) {
  return (
    <button type="button" className={classes.button} title={title} onClick={onSort}>
      <span id={labelId} className="ellipsis">
        {label}
      </span>
      {order !== null && <Icon of={order === 'descending' ? IconSortDescending : IconSortAscending} small />}
    </button>
  );
}
