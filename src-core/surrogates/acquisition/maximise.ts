import { minimise } from '#core/numerics/minimise.ts';
import type { Rng } from '#core/space/rng.ts';
import { decodeNumber, encodeNumber } from '#core/space/unit-cube.ts';
import { type ModelAxis, type ModelSpace, type Point, snapPoint } from '../model-space.ts';
import type { AcquisitionTerm } from './acquisition.ts';

type Scored = { readonly point: Point; readonly value: number };

export type MaximiseOptions = {
  readonly rng: Rng;
  /** Points whose surroundings are searched too, the most promising first: the best that were observed. */
  readonly around: readonly Point[];
  /** Whether a point must not be proposed: it was tried before. */
  readonly isTaken: (point: Point) => boolean;
  /** From how many of the best points that were met it climbs. */
  readonly climbs?: number;
};

/** Points drawn over the whole space, and around each promising one; the best of both are climbed from. */
const SPREAD = 256;
const AROUND = 24;
const CLIMBS = 5;
/** Rounds of climbing in the numerical axes and stepping in the others. */
const ROUNDS = 3;
const STEPS = 30;
/** Widths of the surroundings of a promising point on the unit axis, from the neighbourhood to the region. */
const WIDTHS = [0.01, 0.03, 0.1, 0.3] as const;

function drawAxis(axis: ModelAxis, rng: Rng): number {
  return axis.kind === 'choice' ? rng.integer(axis.size) : rng.next();
}

/** A point spread evenly over the space. */
function drawPoint({ axes }: ModelSpace, rng: Rng): Point {
  return Float64Array.from(axes, (axis) => drawAxis(axis, rng));
}

/** A point near another: numbers moved by about `width`, each choice drawn anew with a small chance. */
function drawNear({ axes }: ModelSpace, centre: Point, width: number, rng: Rng): Point {
  const chance = Math.min(0.5, 1.5 / axes.length);
  // In many dimensions a step in all axes at once leaves the neighbourhood: about a third of them, at least one, move.
  const moved = Math.max(chance, 0.3);
  return centre.map((at, k) => {
    const axis = axes[k] as ModelAxis;
    if (axis.kind === 'choice') {
      return rng.next() < chance ? rng.integer(axis.size) : at;
    }
    const step = rng.normal() * width;
    return rng.next() < moved ? Math.min(Math.max(at + step, 0), 1) : at;
  });
}

/** Where one axis can step to from a point: every other choice, the next integers up and down. */
function stepsOf(axis: ModelAxis, at: number): readonly number[] {
  if (axis.kind === 'choice') {
    return Array.from({ length: axis.size }, (_, choice) => choice).filter((choice) => choice !== at);
  }
  if (axis.kind === 'float') {
    return [];
  }
  const value = decodeNumber(axis.parameter, at);
  return [value - 1, value + 1]
    .filter((next) => next >= axis.parameter.lower && next <= axis.parameter.upper)
    .map((next) => encodeNumber(axis.parameter, next));
}

function moved(point: Point, axis: number, to: number): Point {
  const next = point.slice();
  next[axis] = to;
  return next;
}

/** Climbs the gradient along the axes that may move freely; the others stay. */
function climb(term: AcquisitionTerm, { point, value }: Scored, free: readonly boolean[]): Scored {
  if (!free.includes(true)) {
    return { point, value };
  }
  const ends = {
    lower: point.map((at, k) => (free[k] === true ? 0 : at)),
    upper: point.map((at, k) => (free[k] === true ? 1 : at)),
  };
  const end = minimise(
    (x, gradient) => {
      gradient.fill(0);
      const height = term(x, gradient);
      for (let k = 0; k < gradient.length; k++) {
        gradient[k] = -(gradient[k] as number);
      }
      return -height;
    },
    point,
    ends,
    { maxIterations: STEPS, tolerance: 1e-7 },
  );
  return { point: end.x, value: -end.value };
}

/** The best of all single steps in integers and choices. */
function step(space: ModelSpace, term: AcquisitionTerm, from: Scored): Scored {
  let best = from;
  space.axes.forEach((axis, k) => {
    for (const to of stepsOf(axis, from.point[k] as number)) {
      const point = moved(from.point, k, to);
      const value = term(point);
      best = value > best.value ? { point, value } : best;
    }
  });
  return best;
}

/**
 * From one start to a local maximum: numbers by the gradient, with integers first relaxed, then where they round;
 * integers and choices by their neighbours, in turn until neither helps.
 */
function ascend(space: ModelSpace, term: AcquisitionTerm, start: Scored): Scored {
  const isNumber = space.axes.map(({ kind }) => kind !== 'choice');
  const isFloat = space.axes.map(({ kind }) => kind === 'float');
  const relaxed = snapPoint(space, climb(term, start, isNumber).point);
  let here: Scored = { point: relaxed, value: term(relaxed) };
  here = here.value >= start.value ? here : start;
  for (let round = 0; round < ROUNDS; round++) {
    const stepped = step(space, term, here);
    const next = climb(term, stepped, isFloat);
    if (!(next.value > here.value + 1e-9)) {
      break;
    }
    here = next;
  }
  return here;
}

function candidates(space: ModelSpace, { rng, around }: MaximiseOptions): Point[] {
  const spread = Array.from({ length: SPREAD }, () => drawPoint(space, rng));
  const near = around.flatMap((centre) =>
    Array.from({ length: AROUND }, (_, i) => drawNear(space, centre, WIDTHS[i % WIDTHS.length] ?? 0.1, rng)),
  );
  return [...spread, ...near].map((point) => snapPoint(space, point));
}

function highestFirst(one: Scored, other: Scored): number {
  return other.value - one.value;
}

/**
 * A point of about the highest acquisition that is not taken; null where every point that was met is.
 */
export function maximiseAcquisition(
  space: ModelSpace,
  term: AcquisitionTerm,
  options: MaximiseOptions,
): Point | null {
  const scored = candidates(space, options)
    .map((point) => ({ point, value: term(point) }))
    .sort(highestFirst);
  const climbed = scored.slice(0, options.climbs ?? CLIMBS).map((start) => ascend(space, term, start));
  const ranked = [...climbed.sort(highestFirst), ...scored];
  return ranked.find(({ point }) => !options.isTaken(point))?.point ?? null;
}
