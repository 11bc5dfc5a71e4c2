import { rmSync } from 'node:fs';
import { createTextReports } from '#core/report/text-reports.ts';
import { runLayout } from '#core/state/layout.ts';
import { readRunRecord } from '#core/state/run-record.ts';
import type { Publish } from '#core/state/step.ts';

/**
 * Writes the text files of a root anew, for a session in which results go, come back or change: a file that is only
 * continued at its end would keep what has changed further up.
 */
export async function rewriteTexts(root: string): Promise<Publish> {
  const layout = runLayout(root);
  const { space } = await readRunRecord(root);
  return (...known: Parameters<Publish>) => {
    for (const file of [layout.allLosses, layout.bestLosses, layout.bestLossesWithConfigs]) {
      rmSync(file, { force: true });
    }
    createTextReports(root, space)(...known);
  };
}
