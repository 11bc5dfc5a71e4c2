import { sep } from 'node:path';
import { writeSummary } from '#core/report/summary-csv.ts';
import { rewriteEvents } from '#core/report/tensorboard/write-events.ts';
import { runLayout } from '#core/state/layout.ts';
import { rewriteTexts } from '../trials/rewrite-texts.ts';
import { withSession } from '../trials/with-session.ts';
import { requireOwnRun } from './require-own-run.ts';

/**
 * Writes the text files and the summary of a run again, from its journal; with `tensorboard`, or where its settings ask
 * for them, its event files too. Answers their paths, of the trials' event files only the folder.
 *
 * @throws IncumbentError where the directory is no run of ours
 */
export async function writeReport(
  path: string,
  { tensorboard = false }: { readonly tensorboard?: boolean } = {},
): Promise<readonly string[]> {
  const root = await requireOwnRun(path);
  const layout = runLayout(root);
  const publish = await rewriteTexts(root);
  let hasEvents = false;
  await withSession(root, { publish, because: 'wrote the report' }, async (session) => {
    await session.repair();
    // What is published under the lock does not cross with that of a worker.
    await session.underLock((ledger) => {
      writeSummary(root, ledger, session.record.settings);
      hasEvents = tensorboard || session.record.settings.incumbent.tensorboard;
      if (hasEvents) {
        rewriteEvents(root, ledger, session.record);
      }
    });
  });
  return [
    layout.allLosses,
    layout.bestLosses,
    layout.bestLossesWithConfigs,
    layout.configData,
    layout.runStatus,
    ...(hasEvents ? [layout.incumbentEvents, `${layout.results}${sep}config_*${sep}tb`] : []),
  ];
}
