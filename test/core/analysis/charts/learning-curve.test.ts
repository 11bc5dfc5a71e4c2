import { describe, expect, it } from 'vitest';
import { type LoggedSeries, learningCurveOf } from '#core/analysis/charts/learning-curve.ts';
import { trial } from '../trials.ts';

const POINTS = [
  [10, 0.5],
  [20, Number.NaN],
  [30, 0.25],
] as const;
const logged = (...names: string[]) => ({
  series: names.map((name): LoggedSeries => ({ name, points: POINTS })),
  leftOut: null,
});

describe('the learning curve of a trial', () => {
  it('is what it reported, one value a step', () => {
    const reported = trial('1', { learning_curve: [3, 'NaN', 1] });
    expect(learningCurveOf(reported, logged('loss'))).toEqual({
      points: [
        [1, 3],
        [3, 1],
      ],
      logged: null,
    });
  });

  it('is the loss that it logged for TensorBoard where it reported none, at the steps of the log', () => {
    const silent = trial('1');
    expect(learningCurveOf(silent, logged('accuracy', 'loss'))).toEqual({
      points: [
        [10, 0.5],
        [30, 0.25],
      ],
      logged: 'loss',
    });
    const named = (...names: string[]) => learningCurveOf(silent, logged(...names)).logged;
    expect(named('train/loss', 'val/loss')).toBe('val/loss');
    expect(named('train_loss', 'validation_loss', 'lr')).toBe('validation_loss');
    expect(named('glossary', 'lr')).toBeNull();
    expect(named('objective')).toBe('objective');
    expect(named()).toBeNull();
    expect(learningCurveOf(null, null)).toEqual({ points: [], logged: null });
  });
});
