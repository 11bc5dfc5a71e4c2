import { IncumbentError } from '#core/contract/errors.ts';
import type { OpenedRun } from '#core/readers/reader.ts';

/** @throws IncumbentError `trial-not-found` where the run has no such trial */
export function requireTrial(run: Pick<OpenedRun, 'root' | 'trial'>, trial: string): void {
  if (run.trial(trial) === null) {
    throw new IncumbentError('trial-not-found', `The run has no trial ${trial}: ${run.root}`, { trial });
  }
}
