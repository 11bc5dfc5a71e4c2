import { memo } from 'react';
import { CartesianGrid, ComposedChart, Line, ReferenceArea, ReferenceLine, Scatter } from 'recharts';
import type { TrajectoryAxis } from '#core/analysis/charts/trajectory.ts';
import type { TrajectoryChart } from '#core/analysis/charts/trajectory-chart.ts';
import type { TrialState } from '#core/contract/run/trial.ts';
import { EDGES, type Geometry, LANE } from './geometry.ts';
import { Onward } from './onward.tsx';
import { PlotAxes } from './plot-axes.tsx';
import { LAYER } from './plot-layers.ts';

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

type StillToComeProps = {
  /** Where it begins on the axis; null where nothing of it is in sight. */
  readonly from: number | null;
  readonly to: number;
  /** What it says: `34 evaluations left`; null for nothing. */
  readonly words: string | null;
};

/** The part of the axis that the budget leaves. */
function StillToCome({ from, to, words }: StillToComeProps) {
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

type ShapeProps = {
  readonly cx?: number | undefined;
  readonly cy?: number | undefined;
  readonly payload?: unknown;
};
type Mark = TrajectoryChart['withoutLoss'][number];

function isMark(payload: unknown): payload is Mark {
  return typeof payload === 'object' && payload !== null && 'state' in payload && 'trial' in payload;
}

/** One trial: larger and stronger the higher its rung. */
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

type MarkProps = {
  readonly state: TrialState;
  readonly left: number;
  readonly top: number;
  /** Size of a success; the others have their own. */
  readonly radius?: number;
  readonly opacity?: number;
};

/** The shape of a trial's state in a chart, centred on its place. */
function MarkShape({ state, left: x, top: y, radius = 4, opacity = 1 }: MarkProps) {
  switch (state) {
    case 'success':
      return <circle cx={x} cy={y} r={radius} fill="var(--success)" fillOpacity={opacity} />;
    case 'failed':
      return (
        <path
          d={`M${x - 3.5} ${y - 3.5}l7 7m0 -7l-7 7`}
          fill="none"
          stroke="var(--failed)"
          strokeWidth={1.9}
          strokeLinecap="round"
        />
      );
    case 'crashed':
      return <path d={`M${x} ${y - 5}l5 5l-5 5l-5 -5z`} fill="var(--crashed)" />;
    case 'stale':
      return <path d={`M${x} ${y - 5}l5 9h-10z`} fill="var(--stale)" />;
    case 'evaluating':
      return (
        <g>
          <circle cx={x} cy={y} r={3.8} fill="var(--surface)" stroke="var(--evaluating)" strokeWidth={1.5} />
          <path d={`M${x} ${y - 3.8}a3.8 3.8 0 0 1 0 7.6z`} fill="var(--evaluating)" />
        </g>
      );
    default:
      return <circle cx={x} cy={y} r={3.8} fill="none" stroke="var(--pending)" strokeWidth={1.5} />;
  }
}
