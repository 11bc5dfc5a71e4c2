import type { HomeRun } from '#core/contract/home.ts';
import { compareEnds, isCompleted, type Trial, winningLoss } from '#core/contract/trial.ts';
import { evenlyPicked } from './evenly-picked.ts';
import { STEP_ITEMS, type Steps, sortedInSteps } from './steps.ts';

/** How many improvements a row of the Runs screen has room for. */
const MOST = 40;

/** The trajectory in a row: `[completed evaluations, loss]` of each incumbent; of very many evenly picked ones. */
export function* sparklineInSteps(trials: readonly Trial[]): Steps<HomeRun['trajectory']> {
  const completed = trials.filter(({ state }) => isCompleted(state));
  yield;
  const ended = yield* sortedInSteps(completed, compareEnds);
  const improvements: [number, number][] = [];
  let least = Number.POSITIVE_INFINITY;
  for (const [place, trial] of ended.entries()) {
    const loss = winningLoss(trial);
    if (loss !== null && loss < least) {
      least = loss;
      improvements.push([place + 1, loss]);
    }
    if (place % STEP_ITEMS === STEP_ITEMS - 1) {
      yield;
    }
  }
  return [...evenlyPicked(improvements, MOST)];
}
