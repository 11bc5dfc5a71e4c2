import type { HomeRun } from '#core/contract/home.ts';
import { type Trial, winningLoss } from '#core/contract/run/trial.ts';
import { endedInSteps } from '../trials/as-of.ts';
import { evenlyPicked } from './evenly-picked.ts';
import { eachInSteps, type Steps } from './steps.ts';

/** How many improvements a row of the Runs screen has room for. */
const MOST = 40;

/** The trajectory in a row: `[completed evaluations, loss]` of each incumbent; of very many evenly picked ones. */
export function* sparklineInSteps(trials: readonly Trial[]): Steps<HomeRun['trajectory']> {
  const ended = yield* endedInSteps(trials);
  const improvements: [number, number][] = [];
  let least = Number.POSITIVE_INFINITY;
  yield* eachInSteps(ended, (trial, place) => {
    const loss = winningLoss(trial);
    if (loss !== null && loss < least) {
      least = loss;
      improvements.push([place + 1, loss]);
    }
  });
  return [...evenlyPicked(improvements, MOST)];
}
