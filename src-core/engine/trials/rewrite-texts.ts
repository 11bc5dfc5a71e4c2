import { createTextReports } from '#core/report/text-reports.ts';
import { readRunRecord } from '#core/state/root/run-record.ts';
import type { Publish } from '#core/state/session/step.ts';

/** Writes the text files of a root anew, for a session in which results go, come back or change. */
export async function rewriteTexts(root: string): Promise<Publish> {
  const { space } = await readRunRecord(root);
  return createTextReports(root, space, 'anew');
}
