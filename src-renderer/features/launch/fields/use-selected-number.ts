import { type RefObject, useLayoutEffect, useRef } from 'react';

type SelectedNumber = {
  readonly ref: RefObject<HTMLInputElement | null>;
  readonly onFocus: () => void;
  /** To be told of each change by a person. */
  readonly onType: (text: string) => void;
};

/**
 * A number that is gone to is selected, so that typing replaces it, and so is one that becomes another meanwhile: a `2`
 * that is meant for a `1` must not make `21` workers of it.
 */
export function useSelectedNumber(shown: string): SelectedNumber {
  const ref = useRef<HTMLInputElement>(null);
  const typed = useRef<string | null>(null);
  useLayoutEffect(() => {
    if (ref.current !== null && document.activeElement === ref.current && typed.current !== shown) {
      ref.current.select();
    }
  }, [shown]);
  return {
    ref,
    onFocus: () => ref.current?.select(),
    onType: (text) => {
      typed.current = text;
    },
  };
}
