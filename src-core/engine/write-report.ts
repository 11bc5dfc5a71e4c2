import { writeSummary } from '#core/report/summary-csv.ts';
import { runLayout } from '#core/state/layout.ts';
import { requireOwnRun } from './require-own-run.ts';
import { rewriteTexts } from './rewrite-texts.ts';
import { withSession } from './with-session.ts';

/**
 * Writes the text files and the summary of a run again, from its journal. Answers their paths.
 *
 * @throws IncumbentError where the directory is no run of ours
 */
export async function writeReport(path: string): Promise<readonly string[]> {
  const root = await requireOwnRun(path);
  const layout = runLayout(root);
  const publish = await rewriteTexts(root);
  await withSession(root, { publish, because: 'wrote the report' }, async (session) => {
    await session.repair();
    // What is published under the lock does not cross with that of a worker.
    await session.underLock((ledger) => writeSummary(root, ledger, session.record.settings));
  });
  return [
    layout.allLosses,
    layout.bestLosses,
    layout.bestLossesWithConfigs,
    layout.configData,
    layout.runStatus,
  ];
}
