import { useCallback, useMemo, useState } from 'react';
import type { AnalysisView } from '../view.tsx';

/** The axes in the order that a person gave them; new ones come last, the loss always. */
export function useAxisOrder({ parameters, loss }: AnalysisView) {
  const [order, setOrder] = useState<readonly string[]>([]);
  const ordered = useMemo(() => {
    const known = order.flatMap((field) => parameters.find((each) => each.field === field) ?? []);
    return [...known, ...parameters.filter((each) => !known.includes(each)), loss];
  }, [order, parameters, loss]);
  const move = useCallback(
    (from: number, to: number) => {
      const fields = ordered.slice(0, -1).map(({ field }) => field);
      const [moved] = fields.splice(from, 1);
      setOrder(moved === undefined ? fields : fields.toSpliced(to, 0, moved));
    },
    [ordered],
  );
  return { ordered, move };
}
