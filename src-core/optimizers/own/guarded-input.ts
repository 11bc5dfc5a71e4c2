import type { AskInput, RungView } from '#core/optimizers/optimizer.ts';

function guardedRung(rung: RungView): RungView {
  const { trials, completed, ranked, promoted } = rung;
  return {
    ...rung,
    trials: [...trials],
    completed: [...completed],
    ranked: [...ranked],
    promoted: new Set(promoted),
  };
}

/**
 * What the user's own `ask` is given: lists of its own, since sorting one in place is easily written and would disturb
 * the worker's.
 */
export function guardedInput({ trials, reserved, ...rest }: AskInput): AskInput {
  return {
    ...rest,
    reserved: [...reserved],
    trials: {
      get size() {
        return trials.size;
      },
      get completed() {
        return [...trials.completed];
      },
      get rungs() {
        return trials.rungs.map(guardedRung);
      },
      get: (trial) => trials.get(trial),
      inState: (state) => [...trials.inState(state)],
      rung(bracket, rung) {
        const view = trials.rung(bracket, rung);
        return view === null ? null : guardedRung(view);
      },
    },
  };
}
