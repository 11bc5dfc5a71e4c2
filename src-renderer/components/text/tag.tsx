import type { ReactNode } from 'react';
import classes from './tag.module.css';

/** A word or two that something is, set apart from what it says. */
export function Tag({ children }: { readonly children: ReactNode }) {
  return <span className={classes.tag}>{children}</span>;
}
