import { thin } from '#core/analysis/charts/thinning.ts';
import type { Trial } from '#core/contract/run/trial.ts';
import type { Tone } from '#renderer/components/chart/layers/marks.ts';
import type { TrialAxis } from '../trial-axis.ts';
import type { ViewedTrial } from '../view.tsx';

/** Edges of the axes inside the drawing, in pixels; the names stand above them. */
const EDGES = { left: 46, right: 50 } as const;
/** Room for names above the axes: as much as they need where they are tilted. */
const UPRIGHT_TOP = 30;
const MOST_TOP = 88;
/** Around the height of a tilted name. */
const BESIDE_NAME = 20;
/** The height of a tilted name as a share of its length. */
export const TILTED_SHARE = 0.64;
/** Pixels of a letter of a name. */
export const LETTER = 7;
/** Names of axes closer than this are tilted where some of them do not fit. */
const LEAST_UPRIGHT = 96;
const ROOM_BETWEEN = 10;
/** Room below the axes: more where lines of trials without a loss end there. */
const BOTTOM = { plain: 14, withLossless: 34 } as const;
/** Where lines of trials without a loss end, below the axis. */
const NO_LOSS = -0.09;

/** More lines than these are picked evenly, the best always among them. */
const MOST_SELECTED = 6_000;
const MOST_DIM = 3_000;

/** A trial's line: a place on each axis, NaN where it has none. */
export type PlacedLine = { readonly trial: string; readonly tone: Tone; readonly places: Float32Array };

export type ParallelGeometry = {
  readonly axes: readonly TrialAxis[];
  readonly width: number;
  readonly height: number;
  /** Room for a name over its axis, from one to the next. */
  readonly nameRoom: number;
  readonly isTilted: boolean;
  /** Where the axes begin. */
  readonly top: number;
  readonly leftOf: (axis: number) => number;
  readonly topOf: (place: number) => number;
  readonly placeAt: (top: number) => number;
  /** The axis at a place of the pointer; null where none is near. */
  readonly axisAt: (left: number) => number | null;
};

const AXIS_REACH = 14;

type ParallelSize = { readonly width: number; readonly height: number; readonly hasLossless: boolean };

/** Axes side by side at equal distances; places from 0 at the bottom to 1 at the top. */
export function parallelGeometry(
  axes: readonly TrialAxis[],
  { width, height, hasLossless }: ParallelSize,
): ParallelGeometry {
  const step = (width - EDGES.left - EDGES.right) / Math.max(1, axes.length - 1);
  const nameRoom = step - ROOM_BETWEEN;
  const longest = LETTER * Math.max(0, ...axes.slice(0, -1).map(({ name }) => name.length));
  const isTilted = step < LEAST_UPRIGHT && longest > nameRoom;
  const top = isTilted ? Math.min(MOST_TOP, BESIDE_NAME + longest * TILTED_SHARE) : UPRIGHT_TOP;
  const down = Math.max(1, height - top - (hasLossless ? BOTTOM.withLossless : BOTTOM.plain));
  const leftOf = (axis: number) => EDGES.left + axis * step;
  return {
    axes,
    width,
    height,
    nameRoom,
    isTilted,
    top,
    leftOf,
    topOf: (place) => top + (1 - place) * down,
    placeAt: (at) => Math.min(1, Math.max(0, 1 - (at - top) / down)),
    axisAt: (left) => {
      const axis = Math.min(axes.length - 1, Math.max(0, Math.round((left - EDGES.left) / step)));
      return Math.abs(leftOf(axis) - left) <= AXIS_REACH ? axis : null;
    },
  };
}

/** A little apart within the part of a choice, so that lines do not lie on each other; the same for a trial each time. */
function apart(row: number, axis: number, choices: number): number {
  return ((((row + 1) * (axis + 7) * 0.61803398875) % 1) - 0.5) * (0.4 / choices);
}

/** The lines of trials over axes, at most as many as a drawing can bear. */
export function placedLines(rows: readonly ViewedTrial[], axes: readonly TrialAxis[]): readonly PlacedLine[] {
  const best = new Set(rows.filter(({ tone }) => tone === 'incumbent' || tone === 'best' || tone === 'good'));
  const options = { nameOf: ({ trial }: ViewedTrial) => trial.trial, preferred: best };
  const dim = rows.filter(({ tone }) => tone === 'dim');
  const selected = dim.length === 0 ? rows : rows.filter(({ tone }) => tone !== 'dim');
  const drawn = [...thin(dim, MOST_DIM, options), ...thin(selected, MOST_SELECTED, options)];
  return drawn.map((viewed, row) => placedLine(viewed, axes, row));
}

/** Its places are worked out when it is drawn: those of all lines at once would hold up the page. */
function placedLine({ trial, tone }: ViewedTrial, axes: readonly TrialAxis[], row: number): PlacedLine {
  let known: Float32Array | null = null;
  return {
    trial: trial.trial,
    tone,
    get places() {
      known ??= placesOn(axes, trial, row);
      return known;
    },
  };
}

function placesOn(axes: readonly TrialAxis[], trial: Trial, row: number): Float32Array {
  const places = new Float32Array(axes.length).fill(Number.NaN);
  for (const [index, { axis, numberOf }] of axes.entries()) {
    const value = numberOf(trial);
    const place = value === null ? null : axis.at(value);
    if (place !== null) {
      places[index] = axis.choices === null ? place : place + apart(row, index, axis.choices.length);
    } else if (value === null && index === axes.length - 1) {
      places[index] = NO_LOSS;
    }
  }
  return places;
}

/** How far the pointer may be from a line to mean it, in pixels. */
const REACH = 8;

/** The line nearest to a point; of equally near ones the one that is drawn over the others. */
export function nearestLine(
  lines: readonly PlacedLine[],
  { axes, leftOf, topOf }: ParallelGeometry,
  [left, top]: readonly [number, number],
): PlacedLine | null {
  const after = axes.findIndex((_, axis) => leftOf(axis) >= left);
  if (after < 1) {
    return null;
  }
  const share = (left - leftOf(after - 1)) / (leftOf(after) - leftOf(after - 1));
  let found: PlacedLine | null = null;
  let least = REACH;
  for (const line of lines) {
    const [from, to] = [line.places[after - 1] as number, line.places[after] as number];
    const distance = Math.abs(topOf(from + share * (to - from)) - top);
    if (distance <= least) {
      least = distance;
      found = line;
    }
  }
  return found;
}
