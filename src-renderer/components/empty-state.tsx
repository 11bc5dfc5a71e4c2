import type { ReactNode } from 'react';
import classes from './empty-state.module.css';

/** Nothing here yet: one sentence, and the one button that changes that. */
export function EmptyState({
  title,
  children,
  action,
}: {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className={classes.empty}>
      <h2>{title}</h2>
      {children && <p>{children}</p>}
      {action}
    </div>
  );
}
