import { useCallback } from 'react';
import { CanvasLayer } from '#renderer/components/chart/layers/canvas-layer.tsx';
import type { Size } from '../plot/geometry.ts';
import { type BinLayer, binCloud, type CloudPlaces } from './cloud.ts';

/** A single trial is as pale as this; the fullest bin is drawn in the full colour. */
const PALEST = 0.45;
/** Higher rungs are larger, as among marks. */
const RADIUS = { least: 1.9, aRung: 0.5, mostRungs: 4 } as const;
/** So many bins are drawn before others get their turn. */
const SLICE = 256;

/** Draws the marks of one layer, some at a time. */
function* drawBins(
  context: CanvasRenderingContext2D,
  { points, left, top }: CloudPlaces,
  { counts, last }: BinLayer,
  most: number,
) {
  for (const [bin, count] of counts.entries()) {
    if (bin % SLICE === 0) {
      yield;
    }
    if (count > 0) {
      const index = last[bin] ?? 0;
      const rung = Math.min(points.trials[index]?.rung ?? 1, RADIUS.mostRungs);
      context.globalAlpha = PALEST + (1 - PALEST) * (Math.log(count) / Math.log(most + 1));
      context.beginPath();
      context.arc(left[index] ?? 0, top[index] ?? 0, RADIUS.least + rung * RADIUS.aRung, 0, 2 * Math.PI);
      context.fill();
    }
  }
}

/** More trials than there should be elements of a page: bins, the darker the more trials lie in them. */
export function CloudLayer({ cloud, size }: { cloud: CloudPlaces; size: Size }) {
  const draw = useCallback(
    function* (context: CanvasRenderingContext2D) {
      const style = getComputedStyle(document.documentElement);
      const { withLoss, withoutLoss, most } = binCloud(cloud, size);
      context.fillStyle = style.getPropertyValue('--success').trim();
      yield* drawBins(context, cloud, withLoss, most);
      context.fillStyle = style.getPropertyValue('--failed').trim();
      yield* drawBins(context, cloud, withoutLoss, most);
    },
    [cloud, size],
  );
  return <CanvasLayer width={size.width} height={size.height} draw={draw} />;
}
