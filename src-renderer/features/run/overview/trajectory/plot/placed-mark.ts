import type { ChartMark } from '#core/analysis/charts/trajectory-chart.ts';

/** A mark with its place in the drawing, in pixels. */
export type PlacedMark = ChartMark & {
  readonly loss: number | null;
  readonly left: number;
  readonly top: number;
};
