import { useCallback, useRef } from 'react';

/** The same function for as long as the component is there; it does what the latest `act` does. */
export function useStable<Given extends readonly unknown[]>(
  act: (...given: Given) => void,
): (...given: Given) => void {
  const latest = useRef(act);
  latest.current = act;
  return useCallback((...given: Given) => latest.current(...given), []);
}
