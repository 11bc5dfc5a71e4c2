import { XAxis, YAxis } from 'recharts';
import type { TrajectoryAxis } from '#core/analysis/charts/trajectory.ts';
import { given } from '#renderer/format/numbers.ts';
import { tickWords } from '../axis-words.ts';
import { EDGES, type Geometry, LANE } from './geometry.ts';

const TICK = { fill: 'var(--text3)', fontSize: 11 } as const;

/** The axis along which the run went, that of the losses, and a hidden one from 0 to 1 over the whole plot: the lane's. */
export function PlotAxes({ axis, geometry }: { readonly axis: TrajectoryAxis; readonly geometry: Geometry }) {
  const { xDomain, yDomain, xTicks, yTicks, scale } = geometry;
  return (
    <>
      <XAxis
        type="number"
        dataKey="x"
        domain={[xDomain[0], xDomain[1]]}
        allowDataOverflow
        ticks={xTicks}
        interval={0}
        height={EDGES.bottom}
        tick={TICK}
        tickLine={false}
        tickMargin={6}
        tickFormatter={(x: number) => tickWords(axis, x)}
        axisLine={{ stroke: 'var(--line-strong)' }}
      />
      <YAxis
        yAxisId="loss"
        type="number"
        scale={scale}
        domain={[yDomain[0], yDomain[1]]}
        allowDataOverflow
        ticks={yTicks}
        interval={0}
        width={EDGES.left}
        padding={{ bottom: LANE }}
        tick={TICK}
        tickLine={false}
        tickFormatter={given}
        axisLine={false}
      />
      <YAxis
        yAxisId="lane"
        orientation="right"
        width={0}
        type="number"
        domain={[0, 1]}
        allowDataOverflow
        hide
      />
    </>
  );
}
