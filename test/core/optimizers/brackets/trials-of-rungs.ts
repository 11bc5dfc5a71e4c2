import type { Trial } from '#core/contract/run/trial.ts';
import type { SearchSpace } from '#core/contract/space.ts';
import { failure, success, trialOf } from '#test/core/optimizers/simulate.ts';
import { float, integer } from '#test/core/space/parameters.ts';

/** One parameter and rungs of 1, 3, 9 and 27 epochs. */
export const SPACE: SearchSpace = [
  float(0, 1, { name: 'x', prior: 0.25, prior_confidence: 'high' }),
  integer(1, 27, { name: 'epochs', is_fidelity: true }),
];

/** What became of a trial: its loss, or how it ended without one. */
export type Result = Trial['loss'] | 'failed' | 'crashed' | 'evaluating';

function outcomeOf(result: Result, second: number): Partial<Trial> {
  switch (result) {
    case 'evaluating':
      return {};
    case 'failed':
    case 'crashed':
      return failure(result, second);
    default:
      return success(result, second);
  }
}

/** Trials that begin in one rung, numbered from `first` on, ended one after the other. */
export function begunIn(
  place: { readonly bracket: number; readonly rung: number },
  results: readonly Result[],
  first = 1,
): readonly Trial[] {
  return results.map((result, index) => {
    const number = first + index;
    const config = { x: (number % 97) / 97, epochs: 3 ** place.rung };
    const decision = { kind: 'sample', config, ...place, fidelity: 3 ** place.rung } as const;
    return { ...trialOf(decision, number, { trials: [], space: SPACE }), ...outcomeOf(result, number) };
  });
}

/** The trial that continues another one in the next rung. */
export function continued(trials: readonly Trial[], from: string, result: Result, second: number): Trial {
  const source = trials.find(({ trial }) => trial === from);
  const rung = (source?.rung ?? 0) + 1;
  const place = { bracket: source?.bracket ?? 0, rung, fidelity: 3 ** rung };
  const trial = trialOf({ kind: 'promote', from, ...place }, second, { trials, space: SPACE });
  return { ...trial, ...outcomeOf(result, second) };
}
