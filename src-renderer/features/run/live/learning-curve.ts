import type { Trial } from '#core/contract/trial.ts';
import { fromJsonNumber } from '#core/contract/value.ts';
import type { Logged, LoggedSeries } from './use-scalars.ts';

/** A learning curve that can be drawn: `[step, value]`, without what is not finite. */
export type LearningCurve = {
  readonly points: readonly (readonly [step: number, value: number])[];
  /** The name under which it was logged for TensorBoard; null where the trial itself reported it. */
  readonly logged: string | null;
};

const LOSS = /(^|[/_\-. ])loss$/i;
const VALIDATION = /val/i;

/** The series that is most likely what the search minimises: a loss, of the validation where there are several, or the only one. */
function lossAmong(series: readonly LoggedSeries[]): LoggedSeries | null {
  const losses = series.filter(({ name }) => LOSS.test(name));
  const [only, second] = series;
  return losses.find(({ name }) => VALIDATION.test(name)) ?? losses[0] ?? (second ? null : (only ?? null));
}

function finite(points: LearningCurve['points']): LearningCurve['points'] {
  return points.filter(([, value]) => Number.isFinite(value));
}

/** Whether the trial tells a curve of its own: with two values a line can be drawn. */
export function reportsCurve({ learning_curve }: Trial): boolean {
  return (learning_curve?.length ?? 0) > 1;
}

/** The values that a trial reported, one a step, or else those of the loss that it logged for TensorBoard. */
export function learningCurveOf(trial: Trial | null, logged: Logged | null): LearningCurve {
  if (trial !== null && reportsCurve(trial)) {
    const values = trial.learning_curve ?? [];
    return { points: finite(values.map((value, index) => [index + 1, fromJsonNumber(value)])), logged: null };
  }
  const series = lossAmong(logged?.series ?? []);
  return { points: finite(series?.points ?? []), logged: series?.name ?? null };
}
