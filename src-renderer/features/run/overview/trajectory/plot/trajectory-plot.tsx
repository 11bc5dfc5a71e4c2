import { memo } from 'react';
import { CartesianGrid, ComposedChart, Line, ReferenceLine, Scatter } from 'recharts';
import type { TrajectoryAxis } from '#core/analysis/charts/trajectory.ts';
import type { TrajectoryChart } from '#core/analysis/charts/trajectory-chart.ts';
import { EDGES, type Geometry, LANE } from './geometry.ts';
import { Onward } from './onward.tsx';
import { PlotAxes } from './plot-axes.tsx';
import { LAYER } from './plot-layers.ts';
import { IncumbentDot, Point } from './plot-shapes.tsx';
import { StillToCome } from './still-to-come.tsx';

type TrajectoryPlotProps = {
  readonly chart: TrajectoryChart;
  readonly axis: TrajectoryAxis;
  readonly geometry: Geometry;
  /** What the part that is still to come says: `34 evaluations left`. */
  readonly leftWords: string | null;
};

/** A canvas shows them instead. */
const NO_MARKS: TrajectoryChart['losses'] = [];

/** The level of the lane without a loss on its own axis from 0 to 1, which covers the whole plot. */
function laneLevel({ size }: Geometry): number {
  return LANE / 2 / Math.max(1, size.height - EDGES.top - EDGES.bottom);
}

/** The line goes on level from the last incumbent to the last completed trial. */
function stepLine({ steps, end }: TrajectoryChart): readonly { readonly x: number; readonly loss: number }[] {
  const last = steps.at(-1);
  return last === undefined || last.x >= end ? steps : [...steps, { x: end, loss: last.loss }];
}

/** The drawing itself, by recharts: drawn again only when trials or axes change, never for the pointer. */
export const TrajectoryPlot = memo(function TrajectoryPlot(props: TrajectoryPlotProps) {
  const { chart, axis, geometry, leftWords } = props;
  const { size, xDomain, comesFrom } = geometry;
  const level = laneLevel(geometry);
  const isCloud = geometry.cloud !== null;
  const lane = [...(isCloud ? [] : chart.withoutLoss), ...chart.underWay].map((mark) => ({
    ...mark,
    lane: level,
  }));
  const points = { shape: Point, isAnimationActive: false, zIndex: LAYER.points };
  return (
    <ComposedChart
      width={size.width}
      height={size.height}
      margin={{ top: EDGES.top, right: EDGES.right, bottom: 0, left: 0 }}
      accessibilityLayer={false}
    >
      <CartesianGrid vertical={false} stroke="var(--grid)" yAxisId="loss" syncWithTicks />
      <StillToCome from={comesFrom} to={xDomain[1]} words={leftWords} />
      <PlotAxes axis={axis} geometry={geometry} />
      <ReferenceLine yAxisId="lane" y={level * 2} stroke="var(--grid)" />
      <Scatter yAxisId="loss" data={isCloud ? NO_MARKS : chart.losses} dataKey="loss" {...points} />
      <Scatter yAxisId="lane" data={lane} dataKey="lane" {...points} />
      <Line
        yAxisId="loss"
        data={stepLine(chart)}
        dataKey="loss"
        type="stepAfter"
        stroke="var(--incumbent)"
        strokeWidth={2}
        dot={false}
        activeDot={false}
        isAnimationActive={false}
        zIndex={LAYER.line}
      />
      <Scatter
        yAxisId="loss"
        data={chart.steps}
        dataKey="loss"
        shape={IncumbentDot}
        isAnimationActive={false}
        zIndex={LAYER.incumbents}
      />
      <Onward chart={chart} xDomain={xDomain} />
    </ComposedChart>
  );
});
