import { type Context, createContext, useContext } from 'react';
import type { RunEvent, RunFacts } from '#core/contract/run/run-view.ts';
import type { RunStatus } from '#core/contract/run/status.ts';

/** Which run it is: what every part of its screen may need, and what hardly ever changes. */
export type RunOnScreen = {
  readonly runKey: string;
  readonly facts: RunFacts;
};

/** How the run is now: changes with every trial, so that parts which do without it are drawn less. */
export type RunNow = {
  readonly status: RunStatus;
  readonly events: readonly RunEvent[];
};

export const RunContext = createContext<RunOnScreen | null>(null);
export const RunNowContext = createContext<RunNow | null>(null);

function useGiven<Given>(context: Context<Given | null>): Given {
  const given = useContext(context);
  if (!given) {
    throw new Error('A part of the screen of a run is drawn outside of it');
  }
  return given;
}

/** The run on screen; its trials are apart, in `shown-trials.tsx`. */
export function useRunOnScreen(): RunOnScreen {
  return useGiven(RunContext);
}

/** State, counts, budgets and events; draws its caller with every change of the run. */
export function useRunNow(): RunNow {
  return useGiven(RunNowContext);
}
