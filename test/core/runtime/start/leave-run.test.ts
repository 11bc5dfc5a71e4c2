import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { systemClock } from '#core/platform/clock.ts';
import { silentLogger } from '#core/platform/log.ts';
import { installWriteHook } from '#core/platform/write-port.ts';
import { leaveRun } from '#core/runtime/start/leave-run.ts';
import type { WorkerExit } from '#core/runtime/worker-exit.ts';
import { runLayout } from '#core/state/layout.ts';
import { loopingWorkersOfThisFile } from '../looping-workers.ts';

const { worker } = loopingWorkersOfThisFile();

/** A worker that leaves a run of one trial while the disk has no room for this many tries of the summary. */
async function leaveFullDisk(refusals: number, reason: WorkerExit['reason']) {
  const { root, session, loop } = await worker({ max_evaluations_total: 1, post_run_summary: true });
  const { evaluations } = await loop;
  let refused = 0;
  installWriteHook({
    before: (step) => {
      if (step.startsWith('summary') && refused < refusals) {
        refused += 1;
        throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
      }
    },
    after: () => undefined,
  });
  const leaving = { root, worker: session.worker, clock: systemClock, log: silentLogger };
  await leaveRun(leaving, session, { exit: { reason, because: 'as tested' }, evaluations });
  return { hasSummary: existsSync(runLayout(root).configData), refused };
}

describe('a worker that leaves while the disk is full', () => {
  it('writes the summary as soon as there is room', async () => {
    expect(await leaveFullDisk(2, 'evaluations')).toEqual({ hasSummary: true, refused: 2 });
  });

  it('tries once where the fault of the disk is why it leaves', async () => {
    expect(await leaveFullDisk(2, 'system')).toEqual({ hasSummary: false, refused: 1 });
  });
});
