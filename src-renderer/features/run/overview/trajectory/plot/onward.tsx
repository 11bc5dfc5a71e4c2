import { ReferenceLine } from 'recharts';
import type { TrajectoryChart } from '#core/analysis/charts/trajectory-chart.ts';
import { formatNumber } from '#core/analysis/words/format.ts';
import type { Range } from './geometry.ts';
import { LAYER } from './plot-layers.ts';

type OnwardProps = { readonly chart: TrajectoryChart; readonly xDomain: Range };

/** The best loss as it stands, from the line's end to the edge. A zoom may leave the end out, and this with it. */
export function Onward({ chart: { steps, end }, xDomain: [from, to] }: OnwardProps) {
  const best = steps.at(-1);
  if (best === undefined || end >= to || end < from) {
    return null;
  }
  return (
    <>
      <ReferenceLine
        yAxisId="loss"
        segment={[
          { x: end, y: best.loss },
          { x: to, y: best.loss },
        ]}
        stroke="var(--incumbent)"
        strokeOpacity={0.6}
        strokeDasharray="3 4"
        zIndex={LAYER.line}
      />
      <ReferenceLine
        yAxisId="loss"
        y={best.loss}
        stroke="none"
        label={{
          value: `best ${formatNumber(best.loss)}`,
          position: 'insideBottomRight',
          fill: 'var(--incumbent)',
          fontSize: 12,
          fontWeight: 600,
          stroke: 'var(--surface)',
          strokeWidth: 3,
          paintOrder: 'stroke',
        }}
        zIndex={LAYER.line}
      />
    </>
  );
}
