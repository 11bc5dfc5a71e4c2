import { existsSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { IncumbentError } from '#core/contract/errors.ts';
import { parseTrialId } from '#core/contract/run/trial-order.ts';
import { restoreFromTrash, type TrashEntry } from '#core/launch/root/trash.ts';
import type { Clock } from '#core/platform/clock.ts';
import { runLayout } from '#core/state/layout.ts';
import type { Ledger } from '#core/state/ledger/ledger.ts';
import { rewriteTexts } from '../trials/rewrite-texts.ts';
import { withSession } from '../trials/with-session.ts';
import { requireOwnRun } from './require-own-run.ts';

/** The trial of a run that a place in it is the directory of. */
export type TrialPlace = { readonly root: string; readonly trial: string };

/** Which trial a directory was that lies in the trash now; null where it was none of a run of ours. */
export function trialPlace(original: string): TrialPlace | null {
  const trial = /^config_(.+)$/.exec(basename(original))?.[1] ?? '';
  const root = dirname(dirname(original));
  const isTrial = parseTrialId(trial) !== null && runLayout(root).trial(trial).directory === original;
  return isTrial && existsSync(runLayout(root).record) ? { root, trial } : null;
}

/**
 * Moves a deleted trial's directory back and takes the deletion back: it counts again, with its number.
 *
 * @throws IncumbentError `root-occupied` where it is there, `trial-state` where it continues a trial that is deleted
 */
export async function restoreTrial(
  entry: TrashEntry,
  { root: path, trial }: TrialPlace,
  clock: Clock,
): Promise<void> {
  const root = await requireOwnRun(path);
  const publish = await rewriteTexts(root);
  await withSession(root, { clock, publish, because: 'restored a trial' }, async (session) => {
    check(session.ledger, { root, trial });
    await restoreFromTrash(entry.path);
    await session.step({ decide: () => ({ restore: [trial] }) });
  });
}

function check(ledger: Ledger, { root, trial }: TrialPlace): void {
  if (!ledger.isDeleted(trial)) {
    throw new IncumbentError(
      'root-occupied',
      `Trial ${trial} is not deleted in ${root}: nothing to restore`,
      {
        root,
        trial,
      },
    );
  }
  const { number, rung } = parseTrialId(trial) ?? { number: 0, rung: null };
  const before = rung === null ? [] : Array.from({ length: rung }, (_, index) => `${number}_rung_${index}`);
  const missing = before.filter((id) => ledger.isDeleted(id));
  if (missing.length > 0) {
    throw new IncumbentError(
      'trial-state',
      `Trial ${trial} continues ${missing.at(-1)}, which is deleted too; restore that first`,
      { trial, missing },
    );
  }
}
