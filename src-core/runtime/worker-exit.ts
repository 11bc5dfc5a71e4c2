import { existsSync } from 'node:fs';
import { IncumbentError, messageOf } from '#core/contract/errors.ts';
import { runLayout } from '#core/state/layout.ts';
import { rootReplaced } from '#core/state/root/root-replaced.ts';
import type { WorkerEnd } from '#core/state/workers/workers.ts';

/** Why a worker leaves: a code for screens and scripts, and the sentence that people read. */
export type WorkerExit = Pick<WorkerEnd, 'reason' | 'because'>;

/**
 * The exit code of a worker process, in the command line's meaning: 0 done, 1 halted on an evaluation's error, 3 the
 * root is another run now, 4 the system refused, 130 stopped.
 */
export function exitCodeOf(reason: WorkerExit['reason']): number {
  switch (reason) {
    case 'evaluations':
    case 'evaluations-per-run':
    case 'cost':
    case 'duration':
    case 'exhausted':
      return 0;
    case 'error':
      return 1;
    case 'root-replaced':
      return 3;
    case 'system':
      return 4;
    case 'stopped':
      return 130;
  }
}

export const LEFT_REPLACED: WorkerExit = {
  reason: 'root-replaced',
  because: 'the root directory holds another run now, or none: left without writing',
};

/** What a fault in the middle of the work makes of a worker. */
export function exitOfFault(thrown: unknown): WorkerExit {
  const code = thrown instanceof IncumbentError ? thrown.code : null;
  if (code === 'root-replaced' || code === 'root-not-a-run') {
    return LEFT_REPLACED;
  }
  return { reason: code === 'optimizer-failed' ? 'error' : 'system', because: messageOf(thrown) };
}

/**
 * The fault of a worker that could not begin: where the run was deleted beneath it that is what it tells, whichever of
 * its files was missed first.
 */
export function faultOfBeginning(thrown: unknown, root: string): unknown {
  return existsSync(runLayout(root).record) ||
    (thrown instanceof IncumbentError && thrown.code === 'root-not-a-run')
    ? thrown
    : rootReplaced(root, null, { cause: thrown });
}
