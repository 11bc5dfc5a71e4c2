import { memo } from 'react';
import {
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceArea,
  ReferenceLine,
  Scatter,
  XAxis,
  YAxis,
} from 'recharts';
import { formatNumber } from '#core/analysis/format.ts';
import type { TrajectoryAxis } from '#core/analysis/trajectory.ts';
import type { TrajectoryChart } from '#core/analysis/trajectory-chart.ts';
import { given } from '#renderer/format/numbers.ts';
import { tickWords } from './axis-words.ts';
import { EDGES, type Geometry, LANE } from './geometry.ts';
import { MarkShape } from './mark-shape.tsx';

type TrajectoryPlotProps = {
  readonly chart: TrajectoryChart;
  readonly axis: TrajectoryAxis;
  readonly geometry: Geometry;
  /** What the part that is still to come says: `34 evaluations left`. */
  readonly leftWords: string | null;
};

const TICK = { fill: 'var(--text3)', fontSize: 11 } as const;
/** A canvas shows them instead. */
const NO_MARKS: TrajectoryChart['losses'] = [];
/** Recharts draws by layer: the line of incumbents lies over the points, their dots over the line. */
const LAYER = { shade: 50, points: 400, line: 500, incumbents: 600 } as const;
/** The level of the lane without a loss on its own axis from 0 to 1, which covers the whole plot. */
function laneLevel({ size }: Geometry): number {
  return LANE / 2 / Math.max(1, size.height - EDGES.top - EDGES.bottom);
}

type ShapeProps = {
  readonly cx?: number | undefined;
  readonly cy?: number | undefined;
  readonly payload?: unknown;
};
type Mark = TrajectoryChart['withoutLoss'][number];

function isMark(payload: unknown): payload is Mark {
  return typeof payload === 'object' && payload !== null && 'state' in payload && 'trial' in payload;
}

function Point({ cx, cy, payload }: ShapeProps) {
  if (cx === undefined || cy === undefined || !isMark(payload)) {
    return <g />;
  }
  const rung = Math.min(payload.rung ?? 0, 4);
  // Without rungs there is one size: that of the second.
  const size = payload.rung === null ? 1 : rung;
  return (
    <MarkShape
      state={payload.state}
      left={cx}
      top={cy}
      radius={2.6 + 0.9 * size}
      opacity={0.62 + 0.12 * size}
    />
  );
}

function IncumbentDot({ cx, cy }: ShapeProps) {
  return cx === undefined || cy === undefined ? (
    <g />
  ) : (
    <circle cx={cx} cy={cy} r={4.5} fill="var(--incumbent)" stroke="var(--surface)" strokeWidth={1.5} />
  );
}

/** The line goes on level from the last incumbent to the last completed trial. */
function stepLine({ steps, end }: TrajectoryChart): readonly { readonly x: number; readonly loss: number }[] {
  const last = steps.at(-1);
  return last === undefined || last.x >= end ? steps : [...steps, { x: end, loss: last.loss }];
}

/** The drawing itself, by recharts: drawn again only when trials or axes change, never for the pointer. */
export const TrajectoryPlot = memo(function TrajectoryPlot({
  chart,
  axis,
  geometry,
  leftWords,
}: TrajectoryPlotProps) {
  const { size, xDomain, yDomain, xTicks, yTicks, comesFrom, scale } = geometry;
  const level = laneLevel(geometry);
  const best = chart.steps.at(-1);
  const isCloud = geometry.cloud !== null;
  const lane = [...(isCloud ? [] : chart.withoutLoss), ...chart.underWay].map((mark) => ({
    ...mark,
    lane: level,
  }));
  // Both belong to the line's end, which a zoom may leave out.
  const showsOnward = best !== undefined && chart.end < xDomain[1] && chart.end >= xDomain[0];
  return (
    <ComposedChart
      width={size.width}
      height={size.height}
      margin={{ top: EDGES.top, right: EDGES.right, bottom: 0, left: 0 }}
      accessibilityLayer={false}
    >
      <CartesianGrid vertical={false} stroke="var(--grid)" yAxisId="loss" syncWithTicks />
      {comesFrom !== null && (
        <ReferenceArea
          yAxisId="lane"
          x1={comesFrom}
          x2={xDomain[1]}
          y1={0}
          y2={1}
          fill="var(--bg)"
          fillOpacity={0.85}
          zIndex={LAYER.shade}
          label={
            leftWords === null
              ? ''
              : { value: leftWords, position: 'center', fill: 'var(--text3)', fontSize: 11 }
          }
        />
      )}
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
      <ReferenceLine yAxisId="lane" y={level * 2} stroke="var(--grid)" />
      <Scatter
        yAxisId="loss"
        data={isCloud ? NO_MARKS : chart.losses}
        dataKey="loss"
        shape={Point}
        isAnimationActive={false}
        zIndex={LAYER.points}
      />
      <Scatter
        yAxisId="lane"
        data={lane}
        dataKey="lane"
        shape={Point}
        isAnimationActive={false}
        zIndex={LAYER.points}
      />
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
      {showsOnward && (
        <ReferenceLine
          yAxisId="loss"
          segment={[
            { x: Math.max(chart.end, xDomain[0]), y: best.loss },
            { x: xDomain[1], y: best.loss },
          ]}
          stroke="var(--incumbent)"
          strokeOpacity={0.6}
          strokeDasharray="3 4"
          zIndex={LAYER.line}
        />
      )}
      <Scatter
        yAxisId="loss"
        data={chart.steps}
        dataKey="loss"
        shape={IncumbentDot}
        isAnimationActive={false}
        zIndex={LAYER.incumbents}
      />
      {showsOnward && (
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
      )}
    </ComposedChart>
  );
});
