import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '#core/platform/clock.ts';
import { createRunExaminer } from '#core/state/diagnosis/diagnose.ts';

export type WaitForWorkers = {
  /** Ends the waiting; what is known by then counts. */
  readonly signal: AbortSignal;
  /** Told every second who is still unknown, and for how long it has been waited. */
  readonly onWaiting: (unknown: readonly string[], seconds: number) => void;
};

const LOOK_MS = 1000;

/**
 * Looks at the heartbeats of a run's workers until it is known of each whether it lives: for as long as the lease at
 * most. This process knows it from then on, whoever asks.
 */
export async function waitForWorkers(
  root: string,
  { signal, onWaiting }: WaitForWorkers,
  clock: Clock,
): Promise<void> {
  const examiner = createRunExaminer(root, clock);
  const begun = clock.monotonic();
  while (!signal.aborted) {
    const unknown = await examiner.unknownWorkers();
    if (unknown.length === 0) {
      return;
    }
    onWaiting(unknown, clock.monotonic() - begun);
    await sleep(LOOK_MS, undefined, { signal }).catch(() => undefined);
  }
}
