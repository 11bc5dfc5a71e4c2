import { failure, type Outcome, success, type Told } from './simulate.ts';

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

/** A budget of cost that is used up in the middle of a search, and errors of a known loss and cost. */
export const COSTS: { readonly told: Told; readonly outcome: Outcome } = {
  told: { onError: { loss: 2, cost: 5 }, costTotal: 100 },
  outcome: (_, step) =>
    [
      success(1 / step, step, 10 ** (step % 3)),
      failure('failed', step),
      success('NaN', step, 1),
      success(step, step, 0),
      success(Math.sin(step), step),
      failure('crashed', step),
      success(step, step, 'Infinity'),
    ][step % 7] ?? {},
};
