import { type Trial, winningLoss } from '#core/contract/run/trial.ts';
import type { Ledger } from '#core/state/ledger/ledger.ts';

/** A trial that was better than all before it, and how many evaluations were completed with it. */
export type Improvement = { readonly trial: Trial; readonly loss: number; readonly completed: number };

/** The improvements of a run, looked for only among what came since it was asked last. */
export function createImprovements(): (
  ledger: Pick<Ledger, 'completed' | 'completedRevision'>,
) => readonly Improvement[] {
  let [seen, revision, least] = [0, 0, Number.POSITIVE_INFINITY];
  let improvements: Improvement[] = [];
  return ({ completed, completedRevision }) => {
    if (completedRevision !== revision) {
      [seen, revision, least] = [0, completedRevision, Number.POSITIVE_INFINITY];
      improvements = [];
    }
    for (; seen < completed.length; seen += 1) {
      const trial = completed[seen];
      const loss = trial === undefined ? null : winningLoss(trial);
      if (trial !== undefined && loss !== null && loss < least) {
        least = loss;
        improvements.push({ trial, loss, completed: seen + 1 });
      }
    }
    return improvements;
  };
}
