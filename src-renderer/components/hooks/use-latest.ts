import { type RefObject, useRef, useState } from 'react';

/** What was set last, and what of it is drawn: on a busy machine the next event comes before the last one is drawn. */
type Latest<Value> = {
  readonly now: RefObject<Value>;
  readonly drawn: Value;
  readonly set: (value: Value) => void;
};

export function useLatest<Value>(first: Value): Latest<Value> {
  const now = useRef(first);
  const [drawn, setDrawn] = useState(first);
  const set = (value: Value) => {
    now.current = value;
    setDrawn(value);
  };
  return { now, drawn, set };
}
