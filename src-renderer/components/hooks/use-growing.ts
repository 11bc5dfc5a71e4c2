import { startTransition, useEffect, useState } from 'react';

/**
 * How many of a drawing's parts are on screen: some more with every frame until all are, so that a drawing of a thousand
 * elements does not come in one piece.
 */
export function useGrowing(all: number, eachFrame: number): number {
  const [shown, setShown] = useState(eachFrame);
  useEffect(() => {
    if (shown >= all) {
      return;
    }
    const frame = requestAnimationFrame(() => startTransition(() => setShown(shown + eachFrame)));
    return () => cancelAnimationFrame(frame);
  }, [shown, all, eachFrame]);
  return Math.min(shown, all);
}
