import { useEffect } from 'react';
import type { Crumb } from './crumbs.ts';

/** The window is called after what it shows, the nearest first. */
export function useDocumentTitle(crumbs: readonly Crumb[]): void {
  const title = [...crumbs.map((crumb) => crumb.label).reverse(), 'Incumbent'].join(' · ');
  useEffect(() => {
    document.title = title;
  }, [title]);
}
