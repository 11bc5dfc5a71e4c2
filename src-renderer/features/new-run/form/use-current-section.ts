import { type RefObject, useCallback, useEffect, useState } from 'react';
import { SECTIONS, type SectionId } from './sections.ts';

/** How far below the upper edge a section counts as the one that is read. */
const EDGE = 80;

function partOf(id: SectionId): HTMLElement | null {
  return document.getElementById(`section-${id}`);
}

/** Which part of the form is in view, and the way to another one. */
export function useCurrentSection(form: RefObject<HTMLElement | null>): [SectionId, (id: SectionId) => void] {
  const [current, setCurrent] = useState<SectionId>('pipeline');
  useEffect(() => {
    const element = form.current;
    if (!element) {
      return;
    }
    const scrolled = () => {
      const top = element.getBoundingClientRect().top + EDGE;
      const above = SECTIONS.filter((id) => (partOf(id)?.getBoundingClientRect().top ?? top + 1) <= top);
      setCurrent(above.at(-1) ?? 'pipeline');
    };
    element.addEventListener('scroll', scrolled, { passive: true });
    return () => element.removeEventListener('scroll', scrolled);
  }, [form]);
  const go = useCallback((id: SectionId) => {
    partOf(id)?.scrollIntoView({ block: 'start' });
    setCurrent(id);
  }, []);
  return [current, go];
}
