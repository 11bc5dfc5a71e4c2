import { createContext, useContext } from 'react';
import type { RunEvent, RunFacts } from '#core/contract/run-view.ts';
import type { RunStatus } from '#core/contract/status.ts';

/** What every part of a run's screen may need of it; trials are apart, since they change most. */
export type RunOnScreen = {
  readonly runKey: string;
  readonly facts: RunFacts;
  readonly status: RunStatus;
  readonly events: readonly RunEvent[];
};

export const RunContext = createContext<RunOnScreen | null>(null);

export function useRunOnScreen(): RunOnScreen {
  const run = useContext(RunContext);
  if (!run) {
    throw new Error('useRunOnScreen is called outside of RunContext');
  }
  return run;
}
