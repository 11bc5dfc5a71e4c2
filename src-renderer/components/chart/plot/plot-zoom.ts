import { useMemo, useState } from 'react';
import { ALL_IN_SIGHT, type PlotAxis, type Sight } from '../axes/plot-axis.ts';
import type { PlotMark } from '../layers/marks.ts';
import { isInSight, type PlotSight, WHOLE_PLOT } from './plot-frame.ts';

/** A part of an axis that was zoomed to: its ends as values, numbers of choices where the axis has those. */
type Zoom = { readonly title: string; readonly from: number; readonly to: number };

/** Room around what is in sight, as a share of it. */
const ROOM = 0.05;
/** A smaller part of an axis has no ticks that can be told apart. */
const LEAST = 1e-4;

/** The part between two places as it is kept: by its values, since places move as an axis grows with new trials. */
export function zoomBetween({ title, choices, valueAt }: PlotAxis, [from, to]: Sight): Zoom | null {
  if (to - from < LEAST) {
    return null;
  }
  // An end between two choices belongs to the one before it.
  return { title, from: valueAt(from), to: valueAt(choices === null ? to : Math.max(from, to - 1e-9)) };
}

/** A zoomed part as places; all of another axis, and where the axis has moved away from it. */
export function sightOf({ title, choices, at, valueAt }: PlotAxis, zoom: Zoom | null): Sight {
  if (zoom === null || zoom.title !== title) {
    return ALL_IN_SIGHT;
  }
  const place = (value: number) => at(value) ?? (value <= valueAt(0) ? 0 : 1);
  const sight: Sight =
    choices === null
      ? [place(zoom.from), place(zoom.to)]
      : [zoom.from / choices.length, (zoom.to + 1) / choices.length];
  const share = sight[1] - sight[0];
  return share < LEAST || share >= 1 ? ALL_IN_SIGHT : sight;
}

/** The part of the axis upwards that the marks in sight need. */
function sightUp(marks: readonly PlotMark[], across: Sight): Sight {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { x, y } of marks) {
    if (isInSight(x, across)) {
      low = Math.min(low, y);
      high = Math.max(high, y);
    }
  }
  const room = Math.max((high - low) * ROOM, LEAST);
  return low > high ? ALL_IN_SIGHT : [Math.max(0, low - room), Math.min(1, high + room)];
}

export type PlotZoom = {
  readonly sight: PlotSight;
  readonly isZoomed: boolean;
  /** Zooms to the part between two places; null shows all. */
  readonly zoomTo: (places: Sight | null) => void;
};

/** What a plot shows of its axes: all, or a part of the one across, with the other one around the marks in it. */
export function usePlotZoom(x: PlotAxis, marks: readonly PlotMark[], keepsUp: boolean): PlotZoom {
  const [zoom, setZoom] = useState<Zoom | null>(null);
  const across = useMemo(() => sightOf(x, zoom), [x, zoom]);
  const isZoomed = across !== ALL_IN_SIGHT;
  const sight = useMemo(
    (): PlotSight =>
      isZoomed ? { x: across, y: keepsUp ? ALL_IN_SIGHT : sightUp(marks, across) } : WHOLE_PLOT,
    [isZoomed, across, keepsUp, marks],
  );
  return {
    sight,
    isZoomed,
    // What is too small to be zoomed to leaves all as it is.
    zoomTo: (places) => setZoom((before) => places && (zoomBetween(x, places) ?? before)),
  };
}
