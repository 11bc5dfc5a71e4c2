import type { Zoom } from './compare-state.ts';

const DIGITS = 6;

/** The part of an axis as an address has it; null for all of it. */
export function zoomText(zoom: Zoom | null): string | null {
  return zoom === null ? null : zoom.map((end) => Number(end.toPrecision(DIGITS))).join('~');
}
