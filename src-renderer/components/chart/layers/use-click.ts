import { useEffect, useRef } from 'react';

/** So long after a click a second one can come. */
const DOUBLE_CLICK_MILLISECONDS = 300;

/** Opens at once, or once no second click has come. */
export function useClick(waits: boolean) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const forget = () => clearTimeout(timer.current);
  useEffect(() => () => clearTimeout(timer.current), []);
  const click = (open: () => void) => {
    forget();
    if (waits) {
      timer.current = setTimeout(open, DOUBLE_CLICK_MILLISECONDS);
    } else {
      open();
    }
  };
  return { click, forget };
}
