import { ReferenceArea } from 'recharts';
import { LAYER } from './plot-layers.ts';

type StillToComeProps = {
  /** Where it begins on the axis; null where nothing of it is in sight. */
  readonly from: number | null;
  readonly to: number;
  /** What it says: `34 evaluations left`; null for nothing. */
  readonly words: string | null;
};

/** The part of the axis that the budget leaves. */
export function StillToCome({ from, to, words }: StillToComeProps) {
  return (
    from !== null && (
      <ReferenceArea
        yAxisId="lane"
        x1={from}
        x2={to}
        y1={0}
        y2={1}
        fill="var(--bg)"
        fillOpacity={0.85}
        zIndex={LAYER.shade}
        label={words === null ? '' : { value: words, position: 'center', fill: 'var(--text3)', fontSize: 11 }}
      />
    )
  );
}
