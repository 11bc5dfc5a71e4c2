import { describe, expect, it } from 'vitest';
import { fitLossModel } from '#core/surrogates/loss-model.ts';
import { modelSpaceOf, scatter } from './model-axes.ts';

const SPACE = modelSpaceOf([null, null]);

function evidence(evaluated: number, failed = 0, pending = 0) {
  const points = scatter([null, null], evaluated + failed + pending);
  return {
    evaluated: points.slice(0, evaluated).map((point) => {
      const [x = 0, y = 0] = point;
      return { point, loss: (x - 0.3) ** 2 + (y - 0.6) ** 2 };
    }),
    failed: points.slice(evaluated, evaluated + failed),
    pending: points.slice(evaluated + failed),
  };
}

describe('the model of the loss', () => {
  it('rests on a bounded number of points, however many there are', () => {
    expect(fitLossModel(SPACE, evidence(30, 5, 3)).size).toBe(38);
    const [many, more] = [1000, 5000].map((count) => fitLossModel(SPACE, evidence(count, count)).size);
    expect(many).toBe(500);
    expect(more).toBe(many);
  });

  it('knows the best points', () => {
    const [best] = fitLossModel(SPACE, evidence(40)).bestPoints(3);
    expect(Math.hypot((best?.[0] ?? 0) - 0.3, (best?.[1] ?? 0) - 0.6)).toBeLessThan(0.2);
  });

  it('promises nothing more once it has closed in on an optimum', () => {
    const optimum = Float64Array.of(0.3, 0.6);
    const given = evidence(12);
    const near = scatter([null, null], 8).map(([x = 0, y = 0]) => {
      const point = Float64Array.of(0.3 + 1e-4 * (x - 0.5), 0.6 + 1e-4 * (y - 0.5));
      return { point, loss: ((point[0] as number) - 0.3) ** 2 + ((point[1] as number) - 0.6) ** 2 };
    });
    expect(fitLossModel(SPACE, given).promises(optimum)).toBe(true);
    const closed = fitLossModel(SPACE, { ...given, evaluated: [...given.evaluated, ...near] });
    expect(closed.promises(optimum)).toBe(false);
  });

  it('never takes a failed point for one of the best', () => {
    const given = evidence(10, 10);
    const failures = new Set(given.failed);
    const best = fitLossModel(SPACE, given).bestPoints(100);
    expect(best).toHaveLength(10);
    expect(best.some((point) => failures.has(point))).toBe(false);
  });

  it('expects less of a point where evaluations failed nearby', () => {
    const at = Float64Array.of(0.9, 0.9);
    const given = { ...evidence(12), failed: [] };
    const before = fitLossModel(SPACE, given).acquisition(at);
    const failed = [Float64Array.of(0.88, 0.91), Float64Array.of(0.93, 0.86)];
    expect(fitLossModel(SPACE, { ...given, failed }).acquisition(at)).toBeLessThan(before - 1);
  });

  it('expects little of a point that is being evaluated, and of its neighbourhood', () => {
    const given = evidence(12);
    const at = Float64Array.of(0.31, 0.58);
    const model = fitLossModel(SPACE, given);
    const after = model.extend(at);
    expect(after.acquisition(at)).toBeLessThan(model.acquisition(at) - 100);
    expect(after.acquisition(Float64Array.of(0.315, 0.58))).toBeLessThan(model.acquisition(at) - 10);
    expect(model.acquisition(at)).toBe(fitLossModel(SPACE, given).acquisition(at));
  });

  it('is the same whether a point was pending from the start or was added', () => {
    const given = evidence(12, 0, 2);
    const at = Float64Array.of(0.7, 0.2);
    const added = given.pending.reduce(
      (model, point) => model.extend(point),
      fitLossModel(SPACE, { ...given, pending: [] }),
    );
    expect(added.acquisition(at)).toBeCloseTo(fitLossModel(SPACE, given).acquisition(at), 10);
  });

  it('foresees a bounded number of pending points, and keeps away from all of them', () => {
    const given = evidence(12, 0, 200);
    const model = fitLossModel(SPACE, given);
    expect(model.size).toBe(12 + 64);
    const heights = given.pending.map((point) => model.acquisition(point));
    expect(Math.max(...heights)).toBeLessThan(-100);
  });

  it('learns from one evaluation, and from equal losses', () => {
    const [one] = evidence(1).evaluated;
    const equal = evidence(9).evaluated.map(({ point }) => ({ point, loss: 5 }));
    for (const evaluated of [one === undefined ? [] : [one], equal]) {
      const model = fitLossModel(SPACE, { evaluated, failed: [], pending: [] });
      expect(Number.isFinite(model.acquisition(Float64Array.of(0.5, 0.5)))).toBe(true);
    }
  });
});
