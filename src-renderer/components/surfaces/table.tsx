import type { ComponentProps } from 'react';
import classes from './table.module.css';

type TableProps = ComponentProps<'table'> & {
  /** The head stays in sight while its rows scroll. */
  readonly headStays?: boolean;
};

/** A table as it looks on every screen; a screen's own class adds the height and padding of its rows. */
export function Table({ headStays = false, className, ...table }: TableProps) {
  return (
    <table
      {...table}
      className={[classes.table, className].filter(Boolean).join(' ')}
      data-head-stays={headStays || undefined}
    />
  );
}
