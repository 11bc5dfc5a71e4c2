import { startTransition, useEffect, useRef, useState } from 'react';

/**
 * A value that changes often, at most once per `milliseconds`: the first change at once, what comes after it together.
 */
export function usePaced<Value>(value: Value, milliseconds: number): Value {
  const [shown, setShown] = useState(value);
  const shownAt = useRef(0);
  useEffect(() => {
    const show = () => {
      shownAt.current = performance.now();
      // What a person does meanwhile comes first.
      startTransition(() => setShown(value));
    };
    const wait = shownAt.current + milliseconds - performance.now();
    if (wait <= 0) {
      show();
      return;
    }
    const timer = setTimeout(show, wait);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return shown;
}
