import { useCallback } from 'react';
import { CanvasLayer } from '#renderer/components/chart/canvas-layer.tsx';
import { BIN_PIXELS, type Bins, binCloud, type CloudPlaces } from './cloud.ts';
import type { Size } from './geometry.ts';

/** A single trial is as pale as this; the fullest bin is drawn in the full colour. */
const PALEST = 0.28;
const RADIUS = 2.4;

/** Draws one row of bins after the other. */
function* drawBins(context: CanvasRenderingContext2D, counts: Uint32Array, { columns, most }: Bins) {
  for (const [bin, count] of counts.entries()) {
    if (bin % columns === 0) {
      yield;
    }
    if (count > 0) {
      context.globalAlpha = PALEST + (1 - PALEST) * (Math.log(count) / Math.log(most + 1));
      context.beginPath();
      const left = ((bin % columns) + 0.5) * BIN_PIXELS;
      const top = (Math.floor(bin / columns) + 0.5) * BIN_PIXELS;
      context.arc(left, top, RADIUS, 0, 2 * Math.PI);
      context.fill();
    }
  }
}

/** More trials than there should be elements of a page: bins, the darker the more trials lie in them. */
export function CloudLayer({ cloud, size }: { cloud: CloudPlaces; size: Size }) {
  const draw = useCallback(
    function* (context: CanvasRenderingContext2D) {
      const style = getComputedStyle(document.documentElement);
      const bins = binCloud(cloud, size);
      context.fillStyle = style.getPropertyValue('--success').trim();
      yield* drawBins(context, bins.withLoss, bins);
      context.fillStyle = style.getPropertyValue('--failed').trim();
      yield* drawBins(context, bins.withoutLoss, bins);
    },
    [cloud, size],
  );
  return <CanvasLayer width={size.width} height={size.height} draw={draw} />;
}
