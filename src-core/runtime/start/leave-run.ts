import { messageOf } from '#core/contract/errors.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Logger } from '#core/platform/log.ts';
import { writeSummary } from '#core/report/summary-csv.ts';
import type { WorkerSession } from '#core/state/session/worker-session.ts';
import { writeWorkerEnd } from '#core/state/workers/workers.ts';
import { PATIENCE_SECONDS, patiently } from '../loop/patience.ts';
import type { LoopResult } from '../loop/worker-loop.ts';
import type { WorkerExit } from '../worker-exit.ts';

export type Leaving = {
  readonly root: string;
  readonly worker: string;
  readonly clock: Clock;
  readonly log: Logger;
};

/** Says in the root why the worker left; nothing where the root is another run now. */
export async function leaveRun(
  { root, worker, clock, log }: Leaving,
  session: WorkerSession,
  { exit, evaluations }: LoopResult,
): Promise<WorkerExit> {
  const { reason, because } = exit;
  const level = reason === 'system' || reason === 'error' ? 'error' : 'info';
  log[level](`leaves: ${because}`, { reason });
  if (reason === 'root-replaced') {
    session.close();
    return { reason, because };
  }
  if (session.record.settings.post_run_summary) {
    const seconds = reason === 'system' ? 0 : PATIENCE_SECONDS;
    const patience = { clock, log, seconds, isHurried: () => false, waitsForRoom: false };
    // Under the lock: of two workers that end together the one that knows more must write last.
    await quietly(log, () =>
      patiently(patience, () =>
        session.underLock((ledger) => writeSummary(root, ledger, session.record.settings)),
      ),
    );
  }
  await quietly(log, () => session.end(because));
  await quietly(log, () =>
    writeWorkerEnd(root, { worker, ended_at: clock.now().toISOString(), reason, because, evaluations }),
  );
  return { reason, because };
}

/** For a worker that is registered and can't begin after all: nobody need wait for its lease. */
export async function neverBegan({ root, worker, clock, log }: Leaving, thrown: unknown): Promise<void> {
  const because = messageOf(thrown);
  const ended_at = clock.now().toISOString();
  await quietly(log, () =>
    writeWorkerEnd(root, { worker, ended_at, reason: 'system', because, evaluations: 0 }),
  );
}

/** Leaving goes on when one of its writes fails: on a full disk all of them do. */
async function quietly(log: Logger, act: () => Promise<unknown>): Promise<void> {
  try {
    await act();
  } catch (thrown) {
    log.error(messageOf(thrown));
  }
}
