import { TONE_LOOKS } from '#renderer/components/chart/layers/marks.ts';
import type { ParallelGeometry, PlacedLine } from './geometry.ts';

/** A drag along one axis, in pixels from the top. */
export type AxisDrag = { readonly axis: number; readonly from: number; readonly to: number };

type DraggedRangeProps = { readonly drag: AxisDrag; readonly geometry: ParallelGeometry };

/** The part of an axis that is being chosen. */
export function DraggedRange({ drag: { axis, from, to }, geometry }: DraggedRangeProps) {
  return (
    <rect
      x={geometry.leftOf(axis) - 7}
      y={Math.min(from, to)}
      width={14}
      height={Math.abs(to - from)}
      rx={3}
      fill="var(--ink)"
      fillOpacity={0.12}
      stroke="var(--ink)"
      strokeWidth={1.5}
    />
  );
}

function pathOf({ places }: PlacedLine, { leftOf, topOf }: ParallelGeometry): string {
  return [...places.entries()]
    .filter(([, place]) => !Number.isNaN(place))
    .map(([axis, place]) => `${leftOf(axis)},${topOf(place)}`)
    .join(' ');
}

type MarkedLineProps = { readonly line: PlacedLine; readonly geometry: ParallelGeometry };

/** The trial that is meant, over all others. */
export function MarkedLine({ line, geometry }: MarkedLineProps) {
  const points = pathOf(line, geometry);
  const color = line.tone === 'dim' ? 'var(--text2)' : `var(${TONE_LOOKS[line.tone].color})`;
  return (
    <>
      <polyline points={points} fill="none" stroke="var(--surface)" strokeWidth={6} />
      <polyline points={points} fill="none" stroke={color} strokeWidth={3} />
    </>
  );
}
