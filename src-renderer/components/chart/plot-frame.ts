import type { PlotAxis } from './plot-axis.ts';

/** Edges of the plot inside its drawing, in pixels. */
type Edges = {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
};

/** Where things are in a drawing. */
export type PlotFrame = {
  readonly width: number;
  readonly height: number;
  readonly edges: Edges;
  readonly x: PlotAxis;
  readonly y: PlotAxis;
  /** Pixels of a place. */
  readonly leftOf: (place: number) => number;
  readonly topOf: (place: number) => number;
  /** The place at a pixel, between 0 and 1. */
  readonly placeAt: (left: number) => number;
};

const LETTER = 6.2;
const MOST_LABEL = 96;

/** Room for the labels of the axis at the left. */
function leftEdge(y: PlotAxis): number {
  const longest = Math.max(0, ...y.ticks(6).map(({ label }) => label.length));
  return Math.min(MOST_LABEL, 14 + longest * LETTER);
}

export function plotFrame(
  x: PlotAxis,
  y: PlotAxis,
  size: { readonly width: number; readonly height: number },
): PlotFrame {
  const edges = { left: leftEdge(y), right: 12, top: 8, bottom: 24 };
  const across = Math.max(1, size.width - edges.left - edges.right);
  const down = Math.max(1, size.height - edges.top - edges.bottom);
  return {
    ...size,
    edges,
    x,
    y,
    leftOf: (place) => edges.left + place * across,
    topOf: (place) => edges.top + (1 - place) * down,
    placeAt: (left) => Math.min(1, Math.max(0, (left - edges.left) / across)),
  };
}
