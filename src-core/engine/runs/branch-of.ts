import { IncumbentError } from '#core/contract/errors.ts';
import type { BranchReport } from '#core/contract/run/run-view.ts';
import { type BranchSource, readBranch } from '#core/launch/branch/branch-source.ts';
import type { ReadRun } from '#core/launch/read/read-run.ts';
import type { ReadyRun } from '#core/launch/read/ready-run.ts';
import type { Clock } from '#core/platform/clock.ts';
import { realRoot } from '#core/readers/run-key.ts';
import { changeRunRecord } from '#core/state/journal/change-record.ts';
import { inspectRoot } from '#core/state/root/inspect-root.ts';
import type { RunRecord } from '#core/state/root/run-record.ts';
import { rewriteTexts } from '../trials/rewrite-texts.ts';
import { withSession } from '../trials/with-session.ts';

type Branched = { readonly clock: Clock };

/**
 * What a run would begin with that branches another one.
 *
 * @throws IncumbentError `root-not-a-run`, `root-occupied` where both have the same root
 */
export async function branchOf(run: ReadyRun, from: string, { clock }: Branched): Promise<BranchSource> {
  const source = await realRoot(from);
  if (source === (await realRoot(run.settings.root_directory))) {
    throw new IncumbentError(
      'root-occupied',
      `A branch has a root of its own; root_directory is that of the run itself: ${source}. Name another one`,
      { root: source },
    );
  }
  return await readBranch({ from: source, to: run, clock });
}

/** The same for a YAML in the making; null where its space or optimizer can't be read. */
export async function branchPreview(
  { parsed, optimizer }: ReadRun,
  from: string,
  { clock }: Branched,
): Promise<BranchReport | null> {
  if (parsed.space === null || optimizer === null) {
    return null;
  }
  const { origin } = await readBranch({ from, to: { space: parsed.space, optimizer }, clock });
  const { imported, keeps_rungs, left_out } = origin;
  return { imported, keeps_rungs, left_out };
}

/** Writes the files of imported trials, and the link into the run that they are from, if that is ours. */
export async function settleBranch(root: string, record: RunRecord, clock: Clock): Promise<void> {
  const publish = await rewriteTexts(root);
  await withSession(root, { clock, publish, because: 'imported trials' }, async (session) => {
    await session.repair();
    await session.step({});
  });
  const from = record.branched_from?.root;
  if (from !== undefined && (await inspectRoot(from)).kind === 'run') {
    const link = { root, run_id: record.run_id, at: record.created_at };
    // The run may lie where nothing can be written; the branch itself knows where it is from.
    await changeRunRecord(from, (stored) => ({
      ...stored,
      branches: [...(stored.branches ?? []), link],
    })).catch(() => undefined);
  }
}
