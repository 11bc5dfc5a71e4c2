import { failure, type Outcome, success } from './simulate.ts';

/** What may become of the trials of a run, by what is said of it after "after". */
export const OUTCOMES = {
  successes: (_, step) => success(Math.sin(step), step),
  'equal losses': (_, step) => success(1, step),
  'failures alone': (_, step) => failure('failed', step),
  'crashes alone': (_, step) => failure('crashed', step),
  'NaN alone': (_, step) => success('NaN', step),
  infinities: (_, step) => success(step % 2 === 0 ? 'Infinity' : '-Infinity', step),
  'huge losses': (_, step) => success((-1) ** step * Number.MAX_VALUE, step),
  'trials that never end': () => ({}),
  'results out of order': (_, step) => success(step, 1000 - step),
  'a mixture of all': (_, step) =>
    [success(1 / step, step), failure('failed', step), success('NaN', step), {}, success(step, 2 * step)][
      step % 5
    ] ?? {},
} as const satisfies Readonly<Record<string, Outcome>>;
