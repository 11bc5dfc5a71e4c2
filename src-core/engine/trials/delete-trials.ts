import { existsSync } from 'node:fs';
import type { Trial } from '#core/contract/run/trial.ts';
import { moveToTrash } from '#core/launch/root/trash.ts';
import type { Clock } from '#core/platform/clock.ts';
import { runLayout } from '#core/state/layout.ts';
import { requireOwnRun } from '../runs/require-own-run.ts';
import { rewriteTexts } from './rewrite-texts.ts';
import {
  lookAtTrials,
  refuseState,
  requireTrials,
  type TrialsAtHand,
  trialsUnderLock,
} from './trials-at-hand.ts';
import { withSession } from './with-session.ts';

export type DeleteWish = { readonly root: string; readonly trials: readonly string[]; readonly clock: Clock };

/** A deleted trial and where its directory lies now; null where it had none. */
type DeletedTrial = { readonly trial: string; readonly trash: string | null };
export type Deleted = { readonly root: string; readonly trials: readonly DeletedTrial[] };

/**
 * Deletes trials: they no longer count, their numbers are not used again, and their directories go to the trash. All
 * of them or none. First the journal, then the files: after a crash between the two a trial is deleted, and deleting it
 * again moves what was left.
 *
 * @throws IncumbentError `trial-not-found`, `trial-state` for one that is being evaluated or that others continue
 */
export async function deleteTrials({ root: path, trials: ids, clock }: DeleteWish): Promise<Deleted> {
  const root = await requireOwnRun(path);
  const seen = await lookAtTrials(root, clock);
  const publish = await rewriteTexts(root);
  const left = ids.filter((id) => seen.get(id) === null && existsSync(runLayout(root).trial(id).directory));
  check(seen, without(ids, left));
  let leftovers: readonly string[] = [];
  await withSession(root, { clock, publish, because: 'deleted trials' }, async (session) => {
    await session.step({
      decide: (ledger) => {
        leftovers = left.filter((id) => ledger.isDeleted(id));
        const wanted = check(trialsUnderLock(ledger, seen), without(ids, leftovers));
        return { delete: wanted.map(({ trial }) => trial) };
      },
    });
  });
  const trials: DeletedTrial[] = [];
  for (const trial of new Set(ids)) {
    trials.push({ trial, trash: await discard(root, trial, clock) });
  }
  return { root, trials };
}

function without(ids: readonly string[], others: readonly string[]): readonly string[] {
  return ids.filter((id) => !others.includes(id));
}

function check(at: TrialsAtHand, ids: readonly string[]): readonly Trial[] {
  const trials = requireTrials(at, ids);
  for (const trial of trials) {
    if (trial.state === 'evaluating') {
      refuseState(trial, `Trial ${trial.trial} is being evaluated by worker ${trial.worker}; stop it first`);
    }
    const continued = at.all.filter(
      ({ trial: id, previous }) => previous === trial.trial && !ids.includes(id),
    );
    if (continued.length > 0) {
      const names = continued.map(({ trial: id }) => id).join(', ');
      refuseState(trial, `Trial ${trial.trial} is continued by ${names}; delete that too, in the same call`);
    }
  }
  return trials;
}

async function discard(root: string, trial: string, clock: Clock): Promise<string | null> {
  const { directory } = runLayout(root).trial(trial);
  return existsSync(directory) ? await moveToTrash(directory, clock.now()) : null;
}
