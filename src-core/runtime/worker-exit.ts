import { IncumbentError, messageOf } from '#core/contract/errors.ts';
import type { WorkerEnd } from '#core/state/workers.ts';

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
  if (code === 'root-replaced') {
    return LEFT_REPLACED;
  }
  return { reason: code === 'optimizer-failed' ? 'error' : 'system', because: messageOf(thrown) };
}
