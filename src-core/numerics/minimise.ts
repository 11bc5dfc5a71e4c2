/** A function of a vector; writes its gradient there. May return a value that is not finite: such a point is avoided. */
export type Differentiable = (x: Float64Array, gradient: Float64Array) => number;

export type Bounds = { readonly lower: Float64Array; readonly upper: Float64Array };

export type MinimiseOptions = {
  readonly maxIterations: number;
  /** Ends once an iteration gains less than this share of the value (of 1 where the value is smaller). */
  readonly tolerance?: number;
};

type Point = { readonly x: Float64Array; readonly gradient: Float64Array; readonly value: number };

/** One step and the change of the gradient along it. */
type Pair = { readonly step: Float64Array; readonly change: Float64Array; readonly product: number };

/** Steps that are remembered, and halvings of a step before a direction is given up. */
const MEMORY = 8;
const MAX_HALVINGS = 20;
/** Share of the decrease promised by the gradient that a step must bring (Armijo's condition). */
const SUFFICIENT_DECREASE = 1e-4;

function product(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) {
    sum += (a[i] as number) * (b[i] as number);
  }
  return sum;
}

/** Adds `factor` times `b` to `a`. */
function add(a: Float64Array, factor: number, b: Float64Array): void {
  for (let i = 0; i < a.length; i++) {
    a[i] = (a[i] as number) + factor * (b[i] as number);
  }
}

/** The gradient without the coordinates that lie on a bound and would leave through it. */
function freeGradient({ x, gradient }: Point, { lower, upper }: Bounds): Float64Array {
  return gradient.map((slope, i) => {
    const at = x[i] as number;
    const isHeld = (at <= (lower[i] as number) && slope > 0) || (at >= (upper[i] as number) && slope < 0);
    return isHeld ? 0 : slope;
  });
}

/** The inverse Hessian that the pairs stand for, times `free`: two-loop recursion (Nocedal and Wright, algorithm 7.4). */
function quasiNewton(free: Float64Array, pairs: readonly Pair[]): Float64Array {
  const q = free.slice();
  const shares: number[] = [];
  for (const { step, change, product: rho } of pairs.toReversed()) {
    const share = product(step, q) / rho;
    shares.push(share);
    add(q, -share, change);
  }
  const newest = pairs.at(-1);
  if (newest !== undefined) {
    const scale = newest.product / product(newest.change, newest.change);
    q.forEach((value, i) => {
      q[i] = value * scale;
    });
  }
  for (const { step, change, product: rho } of pairs) {
    add(q, (shares.pop() ?? 0) - product(change, q) / rho, step);
  }
  return q;
}

/** Downhill, within the free coordinates; straight down where the remembered curvature misleads or is missing. */
function direction(free: Float64Array, pairs: readonly Pair[]): Float64Array {
  const newton = quasiNewton(free, pairs).map((value, i) => (free[i] === 0 ? 0 : -value));
  if (pairs.length > 0 && product(newton, free) < 0) {
    return newton;
  }
  const length = Math.sqrt(product(free, free));
  return free.map((slope) => -slope / Math.max(1, length));
}

/** The first point along a direction, bent at the bounds, that brings the decrease it should; null where none does. */
function search(f: Differentiable, from: Point, along: Float64Array, { lower, upper }: Bounds): Point | null {
  for (let halving = 0, length = 1; halving < MAX_HALVINGS; halving++, length /= 2) {
    const x = from.x.map((at, i) =>
      Math.min(Math.max(at + length * (along[i] as number), lower[i] as number), upper[i] as number),
    );
    const gradient = new Float64Array(x.length);
    const value = f(x, gradient);
    let promised = 0;
    for (let i = 0; i < x.length; i++) {
      promised += (from.gradient[i] as number) * ((x[i] as number) - (from.x[i] as number));
    }
    if (value <= from.value + SUFFICIENT_DECREASE * promised && promised < 0) {
      return { x, gradient, value };
    }
  }
  return null;
}

function pairOf(from: Point, to: Point): Pair | null {
  const step = to.x.map((at, i) => at - (from.x[i] as number));
  const change = to.gradient.map((slope, i) => slope - (from.gradient[i] as number));
  const curvature = product(step, change);
  return curvature > 1e-10 * product(change, change) ? { step, change, product: curvature } : null;
}

/**
 * A local minimum within bounds: L-BFGS (Nocedal and Wright, "Numerical Optimization", 2006, section 7.2) with the
 * projection of Bertsekas ("Projected Newton methods", SIAM J. Control and Optimization 20, 1982): coordinates on a
 * bound that the gradient pushes against are held, steps are bent at the bounds and halved until they pay.
 *
 * @param start begins here, put within the bounds; is not changed
 * @returns the best point met and its value, never worse than the start
 */
export function minimise(
  f: Differentiable,
  start: Float64Array,
  bounds: Bounds,
  { maxIterations, tolerance = 1e-9 }: MinimiseOptions,
): { readonly x: Float64Array; readonly value: number } {
  const x = start.map((at, i) =>
    Math.min(Math.max(at, bounds.lower[i] as number), bounds.upper[i] as number),
  );
  const gradient = new Float64Array(x.length);
  let here: Point = { x, gradient, value: f(x, gradient) };
  let pairs: Pair[] = [];
  for (let iteration = 0; iteration < maxIterations; iteration++) {
    const free = freeGradient(here, bounds);
    const next = search(f, here, direction(free, pairs), bounds);
    if (next === null && pairs.length === 0) {
      break;
    }
    if (next === null) {
      pairs = [];
      continue;
    }
    const pair = pairOf(here, next);
    pairs = pair === null ? pairs : [...pairs, pair].slice(-MEMORY);
    const gain = here.value - next.value;
    here = next;
    if (gain <= tolerance * Math.max(1, Math.abs(here.value))) {
      break;
    }
  }
  return { x: here.x, value: here.value };
}
