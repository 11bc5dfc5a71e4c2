import type { ReactNode } from 'react';
import classes from './empty-state.module.css';

type EmptyStateProps = {
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
  /** 1 where it is all that the screen shows. */
  readonly level?: 1 | 2;
};

/** Nothing here yet: one sentence, and the one button that changes that. */
export function EmptyState({ title, children, action, level = 2 }: EmptyStateProps) {
  const Title = level === 1 ? 'h1' : 'h2';
  return (
    <div className={classes.empty}>
      <Title className={classes.title}>{title}</Title>
      {children && <p>{children}</p>}
      {action}
    </div>
  );
}
