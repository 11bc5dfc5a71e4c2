import type { Pauses } from './pauses.ts';

/** Does work that can be left off, with room for others between its steps. */
export async function bySteps<Result>(steps: Generator<void, Result, void>, pauses: Pauses): Promise<Result> {
  let step = steps.next();
  while (step.done !== true) {
    await pauses.next();
    step = steps.next();
  }
  return step.value;
}
