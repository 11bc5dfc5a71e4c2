import { describe, expect, it } from 'vitest';
import { type Differentiable, minimise } from '#core/numerics/minimise.ts';
import { expectNumbersNear, numericalGradient, referenceCases } from '#test/core/reference-values.ts';

type Case = {
  readonly function: string;
  readonly start: number[];
  readonly lower: number;
  readonly upper: number;
  readonly x: number[];
  readonly value: number;
};

type Plain = (x: Float64Array) => number;

function total(x: Float64Array, term: (value: number, index: number) => number): number {
  return x.reduce((sum, value, index) => sum + term(value, index), 0);
}

const FUNCTIONS: Readonly<Record<string, Plain>> = {
  rosenbrock: (x) =>
    total(x.subarray(1), (next, i) => {
      const at = x[i] ?? 0;
      return 100 * (next - at ** 2) ** 2 + (1 - at) ** 2;
    }),
  booth: ([x = 0, y = 0]) => (x + 2 * y - 7) ** 2 + (2 * x + y - 5) ** 2,
  ellipsoid: (x) => total(x, (value, i) => 10 ** ((4 * i) / (x.length - 1)) * (value - 0.5) ** 2),
  styblinski_tang: (x) => total(x, (value) => (value ** 4 - 16 * value ** 2 + 5 * value) / 2),
};

function withGradient(f: Plain): Differentiable {
  return (x, gradient) => {
    gradient.set(numericalGradient(f, x, 1e-6));
    return f(x);
  };
}

function box(dimensions: number, lower: number, upper: number) {
  return {
    lower: new Float64Array(dimensions).fill(lower),
    upper: new Float64Array(dimensions).fill(upper),
  };
}

const SQUARE: Plain = ([x = 0]) => x * x;

describe('minimising', () => {
  it.each(referenceCases<Case>('minima.json'))(
    'ends where SciPy ends: $function from $start within $lower and $upper',
    (given) => {
      const f = withGradient(FUNCTIONS[given.function] as Plain);
      const bounds = box(given.start.length, given.lower, given.upper);
      const end = minimise(f, Float64Array.from(given.start), bounds, {
        maxIterations: 2000,
        tolerance: 1e-15,
      });
      expect(end.value).toBeLessThanOrEqual(given.value + 1e-8 * Math.max(1, Math.abs(given.value)));
      expectNumbersNear(end.x, given.x, 1e-3);
    },
  );

  it('begins within the bounds, wherever it is told to begin, and leaves the start alone', () => {
    const seen: number[] = [];
    const start = Float64Array.of(50);
    const f: Differentiable = (x, gradient) => {
      seen.push(x[0] as number);
      return withGradient(SQUARE)(x, gradient);
    };
    const end = minimise(f, start, box(1, 1, 3), { maxIterations: 20 });
    expect(seen[0]).toBe(3);
    expect(seen.every((x) => x >= 1 && x <= 3)).toBe(true);
    expect(end).toEqual({ x: Float64Array.of(1), value: 1 });
    expect(start).toEqual(Float64Array.of(50));
  });

  it('stays where it began if there is nowhere to go', () => {
    expect(
      minimise(withGradient(SQUARE), Float64Array.of(0), box(1, -1, 1), { maxIterations: 9 }).value,
    ).toBe(0);
    expect(minimise(withGradient(SQUARE), Float64Array.of(2), box(1, 2, 2), { maxIterations: 9 }).value).toBe(
      4,
    );
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('goes round places whose value is %d', (value) => {
    const f: Differentiable = (x, gradient) => {
      const at = x[0] as number;
      gradient[0] = 2 * at;
      return at > -0.6 && at < -0.4 ? value : at * at;
    };
    const end = minimise(f, Float64Array.of(-1), box(1, -2, 2), { maxIterations: 50 });
    expect(end.value).toBeLessThan(1);
  });

  it('takes no more iterations than it may', () => {
    const long = Float64Array.of(-1.2, 1);
    const reached = (maxIterations: number) =>
      minimise(withGradient(FUNCTIONS.rosenbrock as Plain), long, box(2, -5, 5), { maxIterations }).value;
    expect(reached(0)).toBeCloseTo(24.2, 10);
    expect(reached(3)).toBeLessThan(reached(1));
    expect(reached(30)).toBeLessThan(reached(3));
  });
});
