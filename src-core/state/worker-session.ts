import type { TrialError } from '#core/contract/trial.ts';
import type { Config } from '#core/contract/value.ts';
import type { AskDecision } from '#core/optimizers/optimizer.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Logger } from '#core/platform/log.ts';
import type { Ledger } from './ledger.ts';
import type { RunRecord } from './run-record.ts';

/** A trial number that this worker may turn into a trial. */
export type Reservation = { readonly number: number; readonly fence: number };

/** One attempt of one trial that belongs to this worker alone. */
export type Claim = {
  readonly trial: string;
  /** 1 for the first; gaps are possible. */
  readonly attempt: number;
  readonly number: number;
  readonly config: Config;
  readonly bracket: number | null;
  readonly rung: number | null;
  readonly fidelity: number | null;
  /** The trial that this one continues. */
  readonly previous: string | null;
  /** The trial's directory, which exists, and that of `previous`. */
  readonly directory: string;
  readonly previous_directory: string | null;
  /** Wall-clock milliseconds when the attempt was taken. */
  readonly started: number;
};

/** What came of a claim. Losses and costs are plain numbers, non-finite ones included. */
export type EvaluationReport =
  | {
      readonly kind: 'success';
      readonly loss: number;
      readonly cost: number | null;
      readonly learning_curve: readonly number[] | null;
      readonly extra: unknown;
    }
  | { readonly kind: 'failed'; readonly error: TrialError; readonly cost: number | null };

export type FinishedEvaluation = {
  readonly claim: Claim;
  readonly report: EvaluationReport;
  /** Wall-clock milliseconds at the end. */
  readonly ended: number;
  /** Duration of the user's function by a monotonic clock; null where unknown. */
  readonly seconds: number | null;
};

/** What a worker wants of a step; decided under the lock on the ledger as it stands there. */
export type StepPlan = {
  /** Pending trials to claim; one that is not pending is passed over. */
  readonly take?: readonly string[];
  /** How many trial numbers to reserve. */
  readonly reserve?: number;
  /** Evaluating trials of dead workers, or failed ones to be evaluated again: pending afterwards. */
  readonly requeue?: readonly {
    readonly trial: string;
    readonly because: string;
    readonly counts: boolean;
  }[];
  /** Evaluating trials to be given up. */
  readonly crash?: readonly { readonly trial: string; readonly message: string }[];
  /** Reservations of dead workers, by number. */
  readonly release?: readonly { readonly number: number; readonly because: string }[];
};

export type StepInput = {
  readonly reports?: readonly FinishedEvaluation[];
  /** Called under the lock: short, no waiting, no I/O. It may be called again when the lock was lost meanwhile. */
  readonly decide?: (ledger: Ledger, now: Date) => StepPlan;
};

export type StepOutcome = {
  readonly taken: readonly Claim[];
  readonly reservations: readonly Reservation[];
};

/**
 * Called under the lock after the journal is on the disk, whenever completed trials may have changed: keeps the text
 * files current. It must not wait.
 */
export type Publish = (ledger: Ledger) => void;

export type SessionOptions = {
  readonly clock?: Clock;
  readonly log?: Logger;
  readonly publish?: Publish;
  /** Seconds after which a step that never gets the lock fails with `lock-timeout`; default 120. */
  readonly lock_timeout?: number;
};

export type SampleDecision = Extract<AskDecision, { readonly kind: 'sample' }>;
export type PromoteDecision = Extract<AskDecision, { readonly kind: 'promote' }>;

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
   * The one critical section: lock, refresh, report, decide, append, one fsync, text files, unlock; then the files of
   * the reported trials. When it has returned, every report is on the disk. May be repeated with the same reports
   * after an error.
   */
  step(input: StepInput): Promise<StepOutcome>;
  /** Reads what others wrote, without the lock and without writing: a fresh ledger for `ask` while waiting. */
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
  handBack(claim: Claim, because: string): Promise<void>;
  /** Whether others took the trial of this claim since: its result would only be kept beside theirs. */
  isSuperseded(claim: Claim): boolean;
  /** Whether the root still holds the run that was opened. */
  runIdStillMatches(): boolean;
  /** Writes files again that a crash left missing; answers the trials concerned. */
  repair(): Promise<readonly string[]>;
  /** The last line of this worker's journal; the session is closed afterwards. */
  end(because: string): Promise<void>;
  /** Closes files without writing: after `root-replaced`, in tests. */
  close(): void;
};
