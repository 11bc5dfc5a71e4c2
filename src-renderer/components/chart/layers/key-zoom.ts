/** A part of an axis, in whatever unit its ends have. */
type Part = readonly [from: number, to: number];

/** What of an axis is in sight, for the keys that zoom. */
export type AxisZoom = {
  readonly sight: Part;
  readonly whole: Part;
  /** Where the marked thing lies, which stays where it is on screen; null for the middle. */
  readonly at: number | null;
  /** Null shows all. */
  readonly onZoom: (part: Part | null) => void;
};

/** How long the part becomes that each key shows; `=` is `+` without Shift. */
const TIMES: Readonly<Record<string, number>> = { '+': 0.5, '=': 0.5, '-': 2, '0': Number.POSITIVE_INFINITY };
/** Smaller parts of an axis have no ticks that can be told apart. */
const LEAST = 1e-4;

type KeyPress = {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
};

/** The part that a key shows: null for all, undefined for a key that does not zoom, or zooms the whole page. */
export function zoomedBy(press: KeyPress, zoom: Omit<AxisZoom, 'onZoom'>): Part | null | undefined {
  const times = press.ctrlKey || press.metaKey || press.altKey ? undefined : TIMES[press.key];
  return times === undefined ? undefined : scaled(zoom, times);
}

function scaled({ sight, whole, at }: Omit<AxisZoom, 'onZoom'>, times: number): Part | null {
  const [from, to] = sight;
  const [first, last] = whole;
  const length = (to - from) * times;
  if (length >= last - first) {
    return null;
  }
  if (length < (last - first) * LEAST) {
    return sight;
  }
  const still = at !== null && at >= from && at <= to ? at : (from + to) / 2;
  const begin = Math.min(Math.max(still - (still - from) * times, first), last - length);
  return [begin, begin + length];
}
