import type { Trial } from '#core/contract/run/trial.ts';

/** How many objectives the trials have; 1 as long as none has ended with a loss. */
export function objectivesOf(trials: readonly Trial[]): number {
  const loss = trials.find((trial) => trial.loss !== null)?.loss;
  return Array.isArray(loss) ? loss.length : 1;
}
