import type { TrajectoryChart } from '#core/analysis/charts/trajectory-chart.ts';
import { MarkShape } from './mark-shape.tsx';

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
export function Point({ cx, cy, payload }: ShapeProps) {
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

export function IncumbentDot({ cx, cy }: ShapeProps) {
  return cx === undefined || cy === undefined ? (
    <g />
  ) : (
    <circle cx={cx} cy={cy} r={4.5} fill="var(--incumbent)" stroke="var(--surface)" strokeWidth={1.5} />
  );
}
