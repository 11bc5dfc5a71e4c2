import { createTextReports } from '#core/report/text-reports.ts';
import { createRng } from '#core/space/rng.ts';
import type { JournalEntry } from '#core/state/journal/journal-entry.ts';
import { runLayout } from '#core/state/layout.ts';
import { readRunRecordSync } from '#core/state/root/run-record.ts';
import type { Claim } from '#core/state/session/step.ts';
import { reportOperations } from '#core/state/session/step-operations.ts';
import { createTrialDirectory, writeTrialProgress } from '#core/state/trials/trial-directory.ts';
import { factsOf, type TrialFacts } from '#core/state/trials/trial-files.ts';
import { grownJournal } from './grown-journal.ts';

/** How long each evaluation is said to have taken, in milliseconds. */
const EVALUATION_MS = 2;

/**
 * Grows a run of the benchmark to `trials` completed trials by the engine's own functions for lines and files: what is
 * there afterwards is what a worker leaves, except that nothing waited for the disk and that times are made up.
 */
export async function growRoot(root: string, trials: number): Promise<void> {
  const layout = runLayout(root);
  const { space, settings } = readRunRecordSync(layout);
  let now = Date.now() - trials * EVALUATION_MS;
  const { ledger, journal, fence } = grownJournal(root, () => now);
  const append = (operations: Parameters<typeof journal.append>[0]): readonly JournalEntry[] => {
    const entries = journal.append(operations, fence);
    ledger.apply(entries);
    return entries;
  };
  const facts = (trial: string): TrialFacts => {
    const known = factsOf(ledger, trial, space);
    if (known === null) {
      throw new Error(`trial ${trial} is not in the ledger`);
    }
    return known;
  };
  for (let number = ledger.lastNumber + 1; number <= trials; number += 1) {
    const trial = String(number);
    const x = createRng(1, number).next();
    append([
      { op: 'reserve', number },
      { op: 'sample', number, trial, config: { x }, bracket: null, rung: null, fidelity: null, attempt: 1 },
    ]);
    createTrialDirectory(layout, facts(trial), space);
    const started = now;
    now += EVALUATION_MS;
    const report = {
      kind: 'success',
      loss: (x - 0.3) ** 2,
      cost: null,
      learning_curve: null,
      extra: null,
    } as const;
    const claim = { trial, attempt: 1, started } as Claim;
    append(reportOperations(ledger, [{ claim, report, ended: now, seconds: EVALUATION_MS / 1000 }]));
    writeTrialProgress(layout, facts(trial));
  }
  createTextReports(root, space)(ledger, settings);
  append([{ op: 'ended', because: 'the benchmark has grown its run' }]);
  await journal.sync();
  journal.close();
}
