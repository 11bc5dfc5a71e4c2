import { useDeferredValue, useMemo } from 'react';
import { type ExpectedEnds, expectedEnds, type Pace, paceOf } from '#core/analysis/trials/pace.ts';
import type { RunStatus } from '#core/contract/run/status.ts';
import { useFromNow } from '#renderer/components/hooks/use-now.ts';
import { useRun } from '#renderer/stores/stores.ts';
import { usePaced } from '../live/trials/use-paced.ts';

const TICK_MILLISECONDS = 5_000;

/** How fast a run goes and when it will be done; nothing where it rests. */
export function usePace(runKey: string, status: RunStatus): { pace: Pace | null; ends: ExpectedEnds | null } {
  const trials = usePaced(
    useRun(runKey, (view) => view.trials),
    TICK_MILLISECONDS,
  );
  // What goes through all trials waits for what a person does.
  const now = useDeferredValue(
    useFromNow((present) => Math.floor(present / TICK_MILLISECONDS) * TICK_MILLISECONDS),
  );
  const isRunning = status.state === 'running';
  // Of a run that is only watched, what it completes is all that tells whether it goes on.
  const hasPace = isRunning || status.state === 'unknown';
  const pace = useMemo(
    // Ends lie up to a tick after the time that is shown.
    () => (hasPace ? paceOf(trials, now + TICK_MILLISECONDS) : null),
    [hasPace, trials, now],
  );
  return { pace, ends: isRunning ? expectedEnds(status.budget, pace, now) : null };
}
