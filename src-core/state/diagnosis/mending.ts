import type { Finding } from '#core/contract/run/diagnosis.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { RunLayout } from '../layout.ts';
import type { WorkerSession } from '../session/worker-session.ts';

/** Which of journal and files stays where they differ. */
export type KeptSide = 'journal' | 'files';

/** What is to be done about findings; everything else is left as it is. */
export type Mending = {
  /** All that `--mend` does. */
  readonly all: boolean;
  /** Stale trials to be put back into the queue, or given up. */
  readonly requeue: readonly string[];
  readonly crash: readonly string[];
  readonly keep: ReadonlyMap<string, KeptSide>;
};

export type MendingPorts = {
  readonly layout: RunLayout;
  readonly session: WorkerSession;
  readonly clock: Clock;
};

/** The workers that findings of a kind are about. */
export function workersOf(findings: readonly Finding[], code: Finding['code']): readonly string[] {
  return findings.flatMap((found) => (found.code === code && found.worker !== null ? [found.worker] : []));
}
