import { ALL_IN_SIGHT, type PlotAxis, type Sight } from '../axes/plot-axis.ts';

/** Edges of the plot inside its drawing, in pixels. */
type Edges = {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
};

/** The parts of both axes that are in sight. */
export type PlotSight = { readonly x: Sight; readonly y: Sight };
export const WHOLE_PLOT: PlotSight = { x: ALL_IN_SIGHT, y: ALL_IN_SIGHT };

/** Where things are in a drawing. */
export type PlotFrame = {
  readonly width: number;
  readonly height: number;
  readonly edges: Edges;
  readonly x: PlotAxis;
  readonly y: PlotAxis;
  readonly sight: PlotSight;
  /** Pixels of a place, which is outside of the plot where it is not in sight. */
  readonly leftOf: (place: number) => number;
  readonly topOf: (place: number) => number;
  /** The place at a pixel, between 0 and 1. */
  readonly placeAt: (left: number) => number;
};

const LETTER = 6.2;
const MOST_LABEL = 96;

/** Room for the labels of the axis at the left. */
function leftEdge(y: PlotAxis, sight: Sight): number {
  const longest = Math.max(0, ...y.ticks(6, sight).map(({ label }) => label.length));
  return Math.min(MOST_LABEL, 14 + longest * LETTER);
}

export function plotFrame(
  x: PlotAxis,
  y: PlotAxis,
  size: { readonly width: number; readonly height: number },
  sight: PlotSight,
): PlotFrame {
  const edges = { left: leftEdge(y, sight.y), right: 12, top: 8, bottom: 24 };
  const across = Math.max(1, size.width - edges.left - edges.right) / (sight.x[1] - sight.x[0]);
  const down = Math.max(1, size.height - edges.top - edges.bottom) / (sight.y[1] - sight.y[0]);
  return {
    ...size,
    edges,
    x,
    y,
    sight,
    leftOf: (place) => edges.left + (place - sight.x[0]) * across,
    topOf: (place) => edges.top + (sight.y[1] - place) * down,
    placeAt: (left) => Math.min(sight.x[1], Math.max(sight.x[0], sight.x[0] + (left - edges.left) / across)),
  };
}

/** Whether a place is in the part of an axis. */
export function isInSight(place: number, [from, to]: Sight): boolean {
  return place >= from && place <= to;
}
