import { lossOf, type Trial } from '#core/contract/trial.ts';
import type { TrialsView } from '#core/optimizers/optimizer.ts';

/** The best trials of one rung over all brackets, the least loss first. */
export function bestOfRung({ rungs }: TrialsView, rung: number, count: number): readonly Trial[] {
  return rungs
    .filter((view) => view.rung === rung)
    .flatMap(({ ranked }) => ranked.slice(0, count))
    .map((trial) => ({ trial, loss: lossOf(trial) ?? Number.POSITIVE_INFINITY }))
    .sort((a, b) => a.loss - b.loss)
    .slice(0, count)
    .map(({ trial }) => trial);
}
