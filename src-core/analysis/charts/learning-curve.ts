import type { LoggedScalars, Trial } from '#core/contract/run/trial.ts';
import { fromJsonNumber } from '#core/contract/value.ts';

type Points = readonly (readonly [step: number, value: number])[];

/** One series that an evaluation logged, under the name that it gave it. */
export type LoggedSeries = { readonly name: string; readonly points: Points };

/** What an evaluation logged for TensorBoard, and what is not told of it in words. */
export type Logged = { readonly series: readonly LoggedSeries[]; readonly leftOut: string | null };

/** What a run of ours itself writes for TensorBoard is the result that it tells anyway. */
const OWN = /^tb\/(result|incumbent)\//;
const FOLDER = /^tb(events)?\//;

/** The scalars of a trial's folder as the evaluation named them. */
export function loggedByTrial({ series, left_out }: LoggedScalars): Logged {
  return {
    series: series
      .filter(({ name }) => !OWN.test(name))
      .map(({ name, points }) => ({
        name: name.replace(FOLDER, ''),
        points: points.map(([step, value]) => [step, fromJsonNumber(value)] as const),
      })),
    leftOut: left_out,
  };
}

const LOSS = /(^|[/_\-. ])loss$/i;
const VALIDATION = /val/i;

/** The series that is most likely what the search minimises: a loss, of the validation where there are several, or the only one. */
export function lossAmong(series: readonly LoggedSeries[]): LoggedSeries | null {
  const losses = series.filter(({ name }) => LOSS.test(name));
  const [only, second] = series;
  return losses.find(({ name }) => VALIDATION.test(name)) ?? losses[0] ?? (second ? null : (only ?? null));
}

/** Whether the trial tells a curve of its own: with two values a line can be drawn. */
export function reportsCurve({ learning_curve }: Trial): boolean {
  return (learning_curve?.length ?? 0) > 1;
}

/** A learning curve that can be drawn: `[step, value]`, without what is not finite. */
export type LearningCurve = {
  readonly points: Points;
  /** The name under which it was logged for TensorBoard; null where the trial itself reported it. */
  readonly logged: string | null;
};

/** The values that a trial reported, one a step, or else those of the loss that it logged for TensorBoard. */
export function learningCurveOf(trial: Trial | null, logged: Logged | null): LearningCurve {
  if (trial !== null && reportsCurve(trial)) {
    const values = trial.learning_curve ?? [];
    return { points: finite(values.map((value, index) => [index + 1, fromJsonNumber(value)])), logged: null };
  }
  const series = lossAmong(logged?.series ?? []);
  return { points: finite(series?.points ?? []), logged: series?.name ?? null };
}

function finite(points: Points): Points {
  return points.filter(([, value]) => Number.isFinite(value));
}
