import { useEffect } from 'react';
import type { Crumb } from './crumbs.ts';

/** The window is called after what it shows; a run by its name first, since tabs of a browser cut the end. */
export function useDocumentTitle(crumbs: readonly Crumb[]): void {
  const own = crumbs.length > 1 ? crumbs.slice(1) : crumbs;
  const title = [...own.map((crumb) => crumb.label), 'Incumbent'].join(' · ');
  useEffect(() => {
    document.title = title;
  }, [title]);
}
