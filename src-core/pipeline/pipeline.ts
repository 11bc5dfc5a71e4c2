import type { FloatRuns } from '#core/config/values/float-runs.ts';
import type { TrialError } from '#core/contract/run/trial.ts';
import type { Pipeline } from '#core/contract/setup/settings.ts';
import type { SearchSpace } from '#core/contract/space.ts';
import type { Config } from '#core/contract/value.ts';
import type { Interpreter } from './interpreters/interpreter.ts';

/** One evaluation: which trial, with which configuration, where its files go. All paths are absolute. */
export type EvaluationCall = {
  /** The trial's id (`17`, `17_rung_2`); the function receives it as `pipeline_id`. */
  readonly trial: string;
  readonly config: Config;
  /** Decides the kinds of the numbers: `8` arrives as an integer, `8.0` as a float. */
  readonly space: SearchSpace;
  readonly pipelineDirectory: string;
  readonly previousPipelineDirectory: string | null;
  readonly rootDirectory: string;
  /** 1 for the first attempt; a re-queued trial counts up. */
  readonly attempt: number;
  /** Whatever the function prints or logs is appended here; created with the first byte. */
  readonly logFile: string;
};

/** What became of one evaluation. A stop-now is no result: the trial goes back to the queue. */
export type EvaluationOutcome =
  | {
      readonly kind: 'result';
      /** NaN and infinities are results too. */
      readonly loss: number;
      /** Finite and not negative; null where the function reports none. */
      readonly cost: number | null;
      readonly learningCurve: readonly number[] | null;
      /** JSON value; null where the function reports none. */
      readonly extra: unknown;
      /** Which of its numbers are floats although JSON does not show it. */
      readonly extraFloats: FloatRuns | null;
    }
  | {
      readonly kind: 'error';
      /**
       * `type` is the exception's own name, or one of ours: `Timeout`, `Exit` (the process ended), `InvalidResult`
       * (what was returned is no result), `InvalidArguments` (the function cannot take this configuration).
       */
      readonly error: TrialError;
      readonly cost: number | null;
    }
  | { readonly kind: 'interrupted' };

/**
 * Calls the user's function, one evaluation at a time, in a process of its own. A child that dies or is killed is
 * started again for the next evaluation.
 */
export type PipelineHost = {
  /**
   * Starts the child and imports the function.
   *
   * @throws IncumbentError `pipeline-file-missing`, `pipeline-function-missing`, `pipeline-import-failed` (details:
   * `type`, `traceback`, `output`), `process-failed` (the child ended or could not be started, or was interrupted)
   */
  start(): Promise<void>;
  /** Never rejects; whatever goes wrong is an outcome of kind `error`. */
  evaluate(call: EvaluationCall): Promise<EvaluationOutcome>;
  /** Kills the evaluation (or start) in progress with all of its processes; without one it does nothing. */
  interrupt(): void;
  /** Lets the child end by itself, kills it where it does not, and waits until it is gone. */
  close(): Promise<void>;
};

/** The part of a logger that a pipeline needs. */
export type PipelineLog = {
  warn(message: string): void;
  info(message: string): void;
};

export type PipelineHostOptions = {
  /** Paths resolved. */
  readonly pipeline: Pipeline;
  /** The YAML's folder. */
  readonly workingDirectory: string;
  /** Needed by Python pipelines, null for the others. */
  readonly interpreter: Pick<Interpreter, 'path'> | null;
  /** The whole environment of the child; nothing is added from this process except what the protocol needs. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Bytes of log.txt a trial. */
  readonly logLimit: number;
  /** `evaluation_timeout`; null without one. */
  readonly timeoutSeconds: number | null;
  /** The worker's log: output outside of evaluations, restarts. */
  readonly log: PipelineLog;
};

const MESSAGE =
  'Under max_cost_total every result needs a cost, but this one has none. ' +
  'Return it beside the loss, for example {"loss": loss, "cost": seconds}, or remove max_cost_total.';

/** The same host, for runs with `max_cost_total`: a result without a cost is an error while one is required. */
export function withCost(host: PipelineHost, isRequired: () => boolean): PipelineHost {
  return {
    start: () => host.start(),
    evaluate: async (call) => {
      const outcome = await host.evaluate(call);
      return isRequired() ? requireCost(outcome) : outcome;
    },
    interrupt: () => host.interrupt(),
    close: () => host.close(),
  };
}

function requireCost(outcome: EvaluationOutcome): EvaluationOutcome {
  if (outcome.kind !== 'result' || outcome.cost !== null) {
    return outcome;
  }
  return { kind: 'error', error: { type: 'InvalidResult', message: MESSAGE, traceback: '' }, cost: null };
}
