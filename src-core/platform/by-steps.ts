import { performance } from 'node:perf_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';

/** So long nothing else gets its turn. */
const TURN_MILLISECONDS = 8;

/** Does work that can be left off, with room for others after every few milliseconds. */
export async function bySteps<Result>(steps: Generator<void, Result, void>): Promise<Result> {
  for (;;) {
    const until = performance.now() + TURN_MILLISECONDS;
    let step = steps.next();
    while (step.done !== true && performance.now() < until) {
      step = steps.next();
    }
    if (step.done === true) {
      return step.value;
    }
    await nextTurn();
  }
}
