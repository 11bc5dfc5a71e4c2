import { IncumbentError } from '#core/contract/errors.ts';
import type { Diagnosis, Finding } from '#core/contract/run/diagnosis.ts';
import type { Clock } from '#core/platform/clock.ts';
import { realRoot } from '#core/readers/run-key.ts';
import { createRunExaminer } from '#core/state/diagnosis/diagnose.ts';
import type { Examination } from '#core/state/diagnosis/finding.ts';
import { mendFindings } from '#core/state/diagnosis/mend.ts';
import type { KeptSide, Mending } from '#core/state/diagnosis/mending.ts';
import { runLayout } from '#core/state/layout.ts';
import { inspectRoot } from '#core/state/root/inspect-root.ts';
import { rewriteTexts } from '../trials/rewrite-texts.ts';
import { withSession } from '../trials/with-session.ts';
import { type WaitForWorkers, waitForWorkers } from '../workers/wait-for-workers.ts';
import { requireOwnRun } from './require-own-run.ts';

export type DoctorWish = {
  readonly root: string;
  readonly clock: Clock;
  /** Mends all that has one answer. */
  readonly mend?: boolean;
  /** Stale trials: back into the queue, or given up. */
  readonly requeue?: readonly string[];
  readonly crash?: readonly string[];
  /** Trials whose journal and files differ, and which of the two stays; `all` for every one that is not named. */
  readonly keep?: ReadonlyMap<string, KeptSide>;
  /** Looks at the heartbeats of workers elsewhere for as long as the lease, to know whether they live. */
  readonly wait?: WaitForWorkers | null;
};

/**
 * Looks at a run and says what is wrong with it and how that is known; mends what the wish names. Without one nothing
 * is written and no lock is taken.
 *
 * @throws IncumbentError `root-not-a-run`, `read-only-layout`; mending: `root-workers-alive` where a worker lives or
 * may live, `trial-not-found`, `trial-state` for a trial that is not as the wish has it, and those of the file system
 */
export async function examineRun(wish: DoctorWish): Promise<Diagnosis> {
  const root = await rootOfRun(wish.root);
  const examiner = createRunExaminer(root, wish.clock);
  if (wish.wait != null) {
    await waitForWorkers(root, wish.wait, wish.clock);
  }
  const found = await examiner.examine();
  const mending = mendingOf(wish, found);
  if (mending === null) {
    return { ...found, mended: [] };
  }
  await requireOwnRun(root);
  refuseWhileAlive(found, mending);
  const mended = await mend(root, { found, mending, clock: wish.clock });
  return { ...(await examiner.examine()), mended: [...mended] };
}

/** A run of ours, whole or broken. */
async function rootOfRun(path: string): Promise<string> {
  const root = await realRoot(path);
  return (await inspectRoot(root)).kind === 'broken-run' ? root : await requireOwnRun(path);
}

/** Null where nothing is to be mended. */
function mendingOf(
  { mend = false, requeue = [], crash = [], keep = new Map() }: DoctorWish,
  found: Examination,
): Mending | null {
  if (!mend && requeue.length + crash.length + keep.size === 0) {
    return null;
  }
  for (const trial of [...requeue, ...crash]) {
    requireFinding(found, { trial, code: 'stale-trial', expected: 'a trial whose worker is dead' });
  }
  const sides = new Map<string, KeptSide>();
  for (const { code, trial, mend: choice } of found.findings) {
    const side = trial === null ? undefined : (keep.get(trial) ?? keep.get('all'));
    if (code === 'differs' && trial !== null && side !== undefined) {
      refuseImpossible(trial, side, choice);
      sides.set(trial, side);
    }
  }
  for (const trial of [...keep.keys()].filter((id) => id !== 'all')) {
    requireFinding(found, { trial, code: 'differs', expected: 'a trial whose journal and files differ' });
  }
  return { all: mend, requeue, crash, keep: sides };
}

function refuseImpossible(trial: string, side: KeptSide, choice: Finding['mend']): void {
  if (choice !== null && !choice.options.includes(`--keep ${trial}=${side}`)) {
    throw new IncumbentError('trial-state', `The files of trial ${trial} can't be kept: ${choice.does}`, {
      trial,
    });
  }
}

type Required = { readonly trial: string; readonly code: Finding['code']; readonly expected: string };

function requireFinding({ findings }: Examination, { trial, code, expected }: Required): void {
  if (findings.some((other) => other.code === code && other.trial === trial)) {
    return;
  }
  const waits = findings.some((other) => other.code === 'worker-unknown' && other.trial === trial);
  throw new IncumbentError(
    'trial-state',
    waits
      ? `Expected ${expected}, found trial ${trial} whose worker may live: --wait looks at its heartbeat for as long as the lease`
      : `Expected ${expected}, found that trial ${trial} is none`,
    { trial },
  );
}

/** Trials of dead workers may be put back while others work; that is what every worker does. */
function refuseWhileAlive({ workers, root }: Examination, { all, keep }: Mending): void {
  const alive = workers.filter((worker) => worker.alive !== false);
  if (!(all || keep.size > 0) || alive.length === 0) {
    return;
  }
  const names = alive.map(({ id, host, pid, known_by }) => `${id} (process ${pid} on ${host}: ${known_by})`);
  const advice = alive.some((worker) => worker.alive === null)
    ? ', or add --wait to find out whether they live'
    : '';
  throw new IncumbentError(
    'root-workers-alive',
    `A run is mended while nobody works on it, but ${names.join(', ')} may: ${root}. Stop them first${advice}`,
    { root, workers: alive },
  );
}

type Patient = { readonly found: Examination; readonly mending: Mending; readonly clock: Clock };

async function mend(root: string, { found, mending, clock }: Patient): Promise<readonly string[]> {
  const layout = runLayout(root);
  const publish = await rewriteTexts(root);
  let mended: readonly string[] = [];
  await withSession(root, { clock, publish, because: 'mended the run' }, async (session) => {
    mended = await mendFindings({ layout, session, clock }, found.findings, mending);
    await session.underLock((ledger) => publish(ledger, session.record.settings));
  });
  return mended;
}
