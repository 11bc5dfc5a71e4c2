import { describe, expect, it } from 'vitest';
import { sparklineInSteps } from '#core/analysis/charts/sparkline.ts';
import { allAtOnce } from '#core/analysis/charts/steps.ts';
import { homeRunSchema } from '#core/contract/home.ts';
import type { Trial } from '#core/contract/run/trial.ts';
import { success } from '../trials.ts';

const sparkline = (trials: readonly Trial[]) => allAtOnce(sparklineInSteps(trials));

describe('sparkline', () => {
  it('has each improvement at its number of completed evaluations', () => {
    const trials = [success(1, 5, 1), success(2, 6, 2), success(3, 2, 3)];
    expect(sparkline(trials)).toEqual([
      [1, 5],
      [3, 2],
    ]);
    expect(sparkline([])).toEqual([]);
  });

  it.each([39, 40, 41, 1000])(
    'has of %i improvements at most 40, the first and the last among them',
    (count) => {
      const falling = Array.from({ length: count }, (_, index) => success(index, count - index, index));
      const line = homeRunSchema.shape.trajectory.parse(sparkline(falling));
      expect(line).toHaveLength(Math.min(count, 40));
      expect(line[0]).toEqual([1, count]);
      expect(line.at(-1)).toEqual([count, 1]);
    },
  );
});
