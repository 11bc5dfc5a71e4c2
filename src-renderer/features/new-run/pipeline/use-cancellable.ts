import { useEffect, useRef } from 'react';

/** Work of a screen that ends when the screen is left; of one kind there is one at a time. */
export function useCancellable() {
  const running = useRef<AbortController>(null);
  useEffect(() => () => running.current?.abort(), []);
  const cancel = () => running.current?.abort();
  return {
    /** Ends what is under way; the signal is that of the work which begins. */
    begin: (): AbortSignal => {
      cancel();
      running.current = new AbortController();
      return running.current.signal;
    },
    cancel,
  };
}
