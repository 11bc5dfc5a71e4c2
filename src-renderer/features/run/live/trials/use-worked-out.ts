import { startTransition, useLayoutEffect, useState } from 'react';
import type { Steps } from '#core/analysis/charts/steps.ts';

/** So long the page is kept from anything else. */
const SLICE_MILLISECONDS = 8;

/** Works until a time, or to the end; whether that is reached is told by `done`. */
function workedUntil<Result>(steps: Steps<Result>, until: number): IteratorResult<void, Result> {
  let step = steps.next();
  while (step.done !== true && performance.now() < until) {
    step = steps.next();
  }
  return step;
}

/**
 * What takes long for many trials, worked out between whatever else the page has to do. What is done within a moment is
 * there with the first picture.
 *
 * @param begin - must be the same function where nothing has changed
 * @returns null until there is a result; then the last one, while the next is worked out
 */
export function useWorkedOut<Result>(begin: () => Steps<Result>): Result | null {
  const [result, setResult] = useState<Result | null>(null);
  useLayoutEffect(() => {
    const steps = begin();
    let timer: ReturnType<typeof setTimeout> | null = null;
    const goOn = (): Result | null => {
      const step = workedUntil(steps, performance.now() + SLICE_MILLISECONDS);
      if (step.done === true) {
        return step.value;
      }
      timer = setTimeout(() => {
        const late = goOn();
        if (late !== null) {
          // What a person does meanwhile comes first.
          startTransition(() => setResult(late));
        }
      });
      return null;
    };
    const early = goOn();
    if (early !== null) {
      setResult(early);
    }
    return () => {
      if (timer !== null) {
        clearTimeout(timer);
      }
    };
  }, [begin]);
  return result;
}
