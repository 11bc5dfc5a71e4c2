import { type Clock, systemClock } from '#core/platform/clock.ts';
import { openJournalSession } from '../journal/journal-session.ts';
import { ensureJournal } from '../journal/rebuild.ts';
import { runLayout } from '../layout.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { createAttemptMarks } from '../lock/attempt-marks.ts';
import { createRunLock, type RunLock } from '../lock/run-lock.ts';
import type { RunRecord } from '../root/run-record.ts';
import { type RootSight, watchRecord } from '../root/watched-record.ts';
import { repairFiles } from './repair.ts';
import { beginTrial, enqueueTrial, handBack, isSuperseded, release } from './session-begin.ts';
import type { SessionContext } from './session-context.ts';
import { endSession, runStep, settle } from './session-step.ts';
import type {
  Claim,
  ClaimName,
  PromoteDecision,
  Publish,
  Reservation,
  SampleDecision,
  StepInput,
  StepOutcome,
} from './step.ts';

export type SessionOptions = {
  readonly clock?: Clock;
  readonly publish?: Publish;
  /** Seconds after which a step that never gets the lock fails with `lock-timeout`; default 120. */
  readonly lock_timeout?: number;
  /** Seconds without a sign of its holder after which the lock is broken; default 20. */
  readonly lock_lease?: number;
};

/**
 * A worker's hold on a run directory: the only way in which trials come about, are claimed and reported.
 * One step at a time; every method throws `root-replaced` where the directory is no longer the run that was opened.
 */
export type WorkerSession = {
  readonly worker: string;
  /** All trials as of the last step, plus what this session wrote since. */
  readonly ledger: Ledger;
  /** The run's record; read again by a step where its file changed. */
  readonly record: RunRecord;
  /**
   * The one critical section: lock, refresh, report, decide, append, text files, unlock; then one fsync, and the files
   * of the reported trials. When it has returned, every report is on the disk, unless that is left for later. May be
   * repeated with the same reports after an error.
   */
  step(input: StepInput): Promise<StepOutcome>;
  /**
   * Does what steps left for later: waits until their reports are on the disk, then writes the files of the reported
   * trials. May be repeated after an error.
   */
  settle(): Promise<void>;
  readonly isSettled: boolean;
  /** Reads what others wrote, without the lock and without writing. */
  refresh(): void;
  /**
   * Turns a reservation into a trial of this worker and creates its directory. Null where it can't be: the source of
   * a promotion was promoted meanwhile, or the reservation was given back by others; the number is then used up.
   */
  begin(reservation: Reservation, decision: SampleDecision | PromoteDecision): Promise<Claim | null>;
  /** As `begin`, for whoever takes it: a pending trial. Answers its id. */
  enqueue(reservation: Reservation, decision: SampleDecision): Promise<string | null>;
  /** Gives a number back unused. */
  release(reservation: Reservation, because: string): Promise<void>;
  /** Gives a claim back without a result: pending again, not counted. */
  handBack(claim: ClaimName, because: string): Promise<void>;
  /** Whether others took the trial of this claim since: its result would only be kept beside theirs. */
  isSuperseded(claim: ClaimName): boolean;
  /** What stands in the root now. */
  lookAtRoot(): RootSight;
  /** Runs `act` under the lock, on everything that was written so far. It must not wait. */
  underLock(act: (ledger: Ledger) => void): Promise<void>;
  /** Writes files again that a crash left missing; answers the trials concerned. */
  repair(): Promise<readonly string[]>;
  /** The last line of this worker's journal; the session is closed afterwards. */
  end(because: string): Promise<void>;
  /** Closes files without writing: after `root-replaced`, in tests. */
  close(): void;
};

/**
 * Opens a run for a worker, under a name that no writer had before: reads the journals, rebuilding them from the
 * files of `results/` where they are missing.
 */
export async function openSession(
  root: string,
  worker: string,
  options: SessionOptions = {},
): Promise<WorkerSession> {
  const layout = runLayout(root);
  const clock = options.clock ?? systemClock;
  const record = watchRecord(layout);
  const lock = lockFor(root, worker, { ...options, clock });
  await ensureJournal(layout, lock, record);
  const publish = options.publish ?? (() => undefined);
  const journal = openJournalSession({ layout, writer: worker, lock, record, clock, publish });
  journal.refresh();
  const attempts = createAttemptMarks(layout);
  return sessionOf({
    layout,
    worker,
    clock,
    record,
    journal,
    ledger: journal.ledger,
    attempts,
    unsettled: [],
  });
}

function lockFor(
  root: string,
  holder: string,
  { clock, lock_timeout, lock_lease }: SessionOptions & { readonly clock: Clock },
): RunLock {
  return createRunLock(runLayout(root), {
    holder,
    clock,
    ...(lock_timeout === undefined ? {} : { timeout: lock_timeout }),
    ...(lock_lease === undefined ? {} : { lease: lock_lease }),
  });
}

function sessionOf(context: SessionContext): WorkerSession {
  const { journal, record } = context;
  return {
    worker: context.worker,
    ledger: context.ledger,
    get record() {
      return record.current();
    },
    step: (input) => runStep(context, input),
    settle: () => settle(context),
    get isSettled() {
      return context.unsettled.length === 0;
    },
    refresh: () => {
      journal.refresh();
    },
    begin: (reservation, decision) => beginTrial(context, reservation, decision),
    enqueue: (reservation, decision) => enqueueTrial(context, reservation, decision),
    release: async (reservation, because) => release(context, reservation, because),
    handBack: async (claim, because) => handBack(context, claim, because),
    isSuperseded: (claim) => isSuperseded(context, claim),
    lookAtRoot: record.look,
    underLock: (act) => journal.locked(({ ledger }) => act(ledger)),
    repair: () => repairFiles(context),
    end: (because) => endSession(context, because),
    close: journal.close,
  };
}
