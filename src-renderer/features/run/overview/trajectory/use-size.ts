import { type RefCallback, useCallback, useState } from 'react';
import type { Size } from './plot/geometry.ts';

const NO_SIZE: Size = { width: 0, height: 0 };

/**
 * The size of an element, inside its border: before it is on screen for the first time, so that what depends on it is
 * drawn in the same picture, and whenever it changes.
 */
export function useSize(): [RefCallback<HTMLElement>, Size] {
  const [size, setSize] = useState(NO_SIZE);
  const ref = useCallback((element: HTMLElement | null) => {
    if (element === null) {
      return;
    }
    const measure = () => {
      const { clientWidth: width, clientHeight: height } = element;
      setSize((before) => (before.width === width && before.height === height ? before : { width, height }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, size];
}
