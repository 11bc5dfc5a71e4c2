import type { FloatRuns } from '#core/config/values/float-runs.ts';
import type { TrialError } from '#core/contract/run/trial.ts';
import type { RunSettings } from '#core/contract/setup/settings.ts';
import type { Config } from '#core/contract/value.ts';
import type { AskDecision } from '#core/optimizers/optimizer.ts';
import type { Ledger } from '../ledger/ledger.ts';

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

/** Names a claim. */
export type ClaimName = Pick<Claim, 'trial' | 'attempt'>;

/** What came of a claim. Losses and costs are plain numbers, non-finite ones included. */
export type EvaluationReport =
  | {
      readonly kind: 'success';
      readonly loss: number;
      readonly cost: number | null;
      readonly learning_curve: readonly number[] | null;
      /** Anything that JSON can carry. */
      readonly extra: unknown;
      /** As {@link FloatRuns} has it; missing where JSON tells the kinds. */
      readonly extra_floats?: FloatRuns | null;
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
  /** This worker's own trials under way of which it holds no claim: left of a step that failed half-way. */
  readonly resume?: readonly string[];
  /** How many trial numbers to reserve. */
  readonly reserve?: number;
  /** Evaluating trials of dead workers, or completed ones to be evaluated again: pending afterwards. */
  readonly requeue?: readonly {
    readonly trial: string;
    readonly because: string;
    readonly counts: boolean;
  }[];
  /** Trials in any state to be deleted, and deleted ones to be there again. Whether that may be is the caller's to say. */
  readonly delete?: readonly string[];
  readonly restore?: readonly string[];
  /** Evaluating trials to be given up. */
  readonly crash?: readonly { readonly trial: string; readonly message: string }[];
  /** Reservations of dead workers. One that its worker has used after all is passed over. */
  readonly release?: readonly {
    readonly number: number;
    readonly worker: string;
    readonly because: string;
  }[];
};

export type StepInput = {
  readonly reports?: readonly FinishedEvaluation[];
  /** Called under the lock: short, no waiting, no I/O. It is called again where the lock was lost meanwhile. */
  readonly decide?: (ledger: Ledger, now: Date) => StepPlan;
  /**
   * `later`: the step sends its lines to the disk and does not wait for them; the caller settles it, or the next step
   * does.
   */
  readonly settle?: 'later';
};

export type StepOutcome = {
  readonly taken: readonly Claim[];
  readonly reservations: readonly Reservation[];
};

export type SampleDecision = Extract<AskDecision, { readonly kind: 'sample' }>;
export type PromoteDecision = Extract<AskDecision, { readonly kind: 'promote' }>;

/**
 * Called under the lock after the journal is on the disk, whenever completed trials may have changed: keeps the text
 * files current. It must not wait.
 */
export type Publish = (ledger: Ledger, settings: RunSettings) => void;
