import { describe, expect, it } from 'vitest';
import { createRng } from '#core/space/rng.ts';
import type { AcquisitionTerm } from '#core/surrogates/acquisition/acquisition.ts';
import { maximiseAcquisition } from '#core/surrogates/acquisition/maximise.ts';
import { drawInPart, FEW_DRAWS, fillSpace } from '#core/surrogates/acquisition/space-filling.ts';
import { createModelSpace, decodePoint, type ModelSpace, type Point } from '#core/surrogates/model-space.ts';
import { categorical, float, integer } from '#test/core/space/parameters.ts';
import { modelSpaceOf, scatter } from '../model-axes.ts';

/** A hill over the unit cube, with its gradient. */
function hill(summit: readonly number[]): AcquisitionTerm {
  return (point, gradient) => {
    let height = 0;
    summit.forEach((top, k) => {
      const away = (point[k] as number) - top;
      height -= 30 * away * away;
      if (gradient !== undefined) {
        gradient[k] = (gradient[k] as number) - 60 * away;
      }
    });
    return height;
  };
}

function maximum(space: ModelSpace, term: AcquisitionTerm, isTaken: (point: Point) => boolean = () => false) {
  return maximiseAcquisition(space, term, { rng: createRng(3, 0), around: [], isTaken });
}

describe('the maximum of an acquisition function', () => {
  it('is found to many digits where it is smooth', () => {
    const summit = [0.123, 0.5, 0.987, 0.03, 0.4];
    const point = maximum(modelSpaceOf(summit.map(() => null)), hill(summit)) as Point;
    summit.forEach((top, k) => {
      expect(point[k]).toBeCloseTo(top, 4);
    });
  });

  it('is found on the edge of the space', () => {
    const point = maximum(modelSpaceOf([null, null]), hill([-0.2, 1.4])) as Point;
    expect([...point]).toEqual([0, 1]);
  });

  it('is found among choices whose worth depends on each other', () => {
    const space = modelSpaceOf([5, 5, null]);
    const term: AcquisitionTerm = (point, gradient) => {
      const [a = 0, b = 0] = point;
      const top = (a + 2 * b) / 14;
      return (
        (a === 3 && b === 4 ? 2 : 0) -
        Math.abs(a - b) / 10 +
        hill([0, 0, top])(Float64Array.of(0, 0, point[2] ?? 0), gradient)
      );
    };
    const point = maximum(space, term) as Point;
    expect([point[0], point[1]]).toEqual([3, 4]);
    expect(point[2]).toBeCloseTo(11 / 14, 4);
  });

  it('is asked for where an integer is evaluated, not between', () => {
    const space = createModelSpace([integer(1, 4, { name: 'n' }), float(0, 1, { name: 'x' })]);
    const asked: number[] = [];
    const point = maximum(space, (at, gradient) => {
      asked.push(at[0] as number);
      return hill([0.6, 0.2])(at, gradient);
    }) as Point;
    expect(decodePoint(space, point).n).toBe(3);
    expect(point[0]).toBeCloseTo(2.5 / 4, 12);
  });

  it('is the best that is free where the best is taken', () => {
    const space = createModelSpace([categorical(['a', 'b', 'c'], { name: 'k' })]);
    const worth = [3, 1, 2];
    const term: AcquisitionTerm = (point) => worth[point[0] ?? 0] ?? 0;
    const taken =
      (...choices: number[]) =>
      (point: Point) =>
        choices.includes(point[0] as number);
    expect(maximum(space, term)).toEqual(Float64Array.of(0));
    expect(maximum(space, term, taken(0))).toEqual(Float64Array.of(2));
    expect(maximum(space, term, taken(0, 2))).toEqual(Float64Array.of(1));
    expect(maximum(space, term, taken(0, 1, 2))).toBeNull();
  });

  it('is the same for the same random numbers', () => {
    const space = modelSpaceOf([null, 3, null]);
    expect(maximum(space, hill([0.2, 1, 0.8]))).toEqual(maximum(space, hill([0.2, 1, 0.8])));
  });
});

describe('filling a space', () => {
  const drawIn = (dimensions: number) => (rng: ReturnType<typeof createRng>) =>
    Float64Array.from({ length: dimensions }, () => rng.next());
  const candidatesIn = (dimensions: number, among = FEW_DRAWS) => ({ draw: drawIn(dimensions), among });

  it('keeps its distance from what is known', () => {
    const space = modelSpaceOf([null, null]);
    const known = scatter([null, null], 6);
    const distanceTo = (point: Point) =>
      Math.min(...known.map((other) => Math.hypot(...point.map((at, k) => at - (other[k] as number)))));
    const filled = Array.from({ length: 20 }, (_, i) =>
      fillSpace(space, known, candidatesIn(2), createRng(i, 1)),
    );
    const drawn = Array.from({ length: 20 }, (_, i) => drawIn(2)(createRng(i, 2)));
    const smallest = (points: readonly Point[]) => Math.min(...points.map(distanceTo));
    expect(smallest(filled)).toBeGreaterThan(2 * smallest(drawn));
  });

  it('does not keep to the corners of a space of many axes', () => {
    const space = modelSpaceOf(new Array<null>(8).fill(null));
    const known: Point[] = [];
    for (let i = 0; i < 40; i++) {
      known.push(fillSpace(space, known, candidatesIn(8), createRng(i, 1)));
    }
    const coordinates = known.flatMap((point) => [...point]);
    const fromCentre = coordinates.reduce((sum, at) => sum + Math.abs(at - 0.5), 0) / coordinates.length;
    expect(fromCentre).toBeLessThan(0.28);
  });

  it('goes further away from what is known the more draws it has', () => {
    const space = modelSpaceOf(new Array<null>(6).fill(null));
    const crowd = Array.from({ length: 5 }, (_, i) => drawIn(6)(createRng(i, 3)).map((at) => at / 4));
    const distanceOf = (among: number) =>
      Array.from({ length: 20 }, (_, i) => fillSpace(space, crowd, candidatesIn(6, among), createRng(i, 1)))
        .map((point) => point.reduce((sum, at) => sum + at, 0))
        .reduce((sum, each) => sum + each, 0);
    expect(distanceOf(64)).toBeGreaterThan(1.2 * distanceOf(FEW_DRAWS));
  });

  it('takes the first draw where nothing is known', () => {
    const first = drawIn(3)(createRng(5, 5));
    expect(fillSpace(modelSpaceOf([null, null, null]), [], candidatesIn(3), createRng(5, 5))).toEqual(first);
  });

  describe('by workers that draw at the same moment', () => {
    const SIZE = 8;

    function drawTogether(
      draw: (rng: ReturnType<typeof createRng>) => Point,
      seed: number,
    ): readonly Point[] {
      const space = modelSpaceOf([null, null]);
      return Array.from({ length: SIZE }, (_, place) => {
        const party = { place, size: SIZE, shared: createRng(0, 0) };
        return drawInPart(space, draw, party)(createRng(seed, place));
      });
    }

    function nearestOf(points: readonly Point[]): number {
      const distances = points.flatMap((one, i) =>
        points.slice(0, i).map((other) => Math.hypot(...one.map((at, k) => at - (other[k] as number)))),
      );
      return Math.min(...distances);
    }

    it('gives each a part of it', () => {
      const seeds = [1, 2, 3, 4, 5, 6, 7, 8];
      const together = seeds.map((seed) => nearestOf(drawTogether(drawIn(2), seed)));
      const alone = seeds.map((seed) =>
        nearestOf(Array.from({ length: SIZE }, (_, place) => drawIn(2)(createRng(seed, place)))),
      );
      const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
      expect(sum(together)).toBeGreaterThan(1.2 * sum(alone));
    });

    it('takes what it draws where a part is empty', () => {
      const points = drawTogether(() => Float64Array.of(0.5, 0.5), 1);
      expect(points).toEqual(new Array(SIZE).fill(Float64Array.of(0.5, 0.5)));
    });

    it('draws one alone as if there were no others', () => {
      const party = { place: 0, size: 1, shared: createRng(0, 0) };
      const draw = drawInPart(modelSpaceOf([null, null]), drawIn(2), party);
      expect(draw(createRng(4, 4))).toEqual(drawIn(2)(createRng(4, 4)));
    });
  });
});
