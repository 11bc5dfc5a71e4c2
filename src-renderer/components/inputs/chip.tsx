import type { ReactNode } from 'react';
import classes from './chip.module.css';

type ChipProps = {
  readonly children: ReactNode;
  /** Pressed: this filter is on. */
  readonly on: boolean;
  readonly onClick: () => void;
  readonly label?: string;
};

/** A filter that is on or off, usually with its count. */
export function FilterChip({ children, on, onClick, label }: ChipProps) {
  return (
    <button type="button" className={classes.chip} aria-pressed={on} aria-label={label} onClick={onClick}>
      {children}
    </button>
  );
}
