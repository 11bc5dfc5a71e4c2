import { STOPPED_ERROR } from '#core/contract/run/trial.ts';
import type { RunSettings } from '#core/contract/setup/settings.ts';
import type { EvaluationCall, EvaluationOutcome, PipelineHost } from '#core/pipeline/pipeline.ts';
import { within } from '#core/pipeline/processes/process-exit.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Claim, EvaluationReport, FinishedEvaluation } from '#core/state/session/step.ts';
import type { TrialStop } from '../stops/stop-orders.ts';
import type { StopWatch } from '../stops/stop-watch.ts';

export type EvaluationPorts = {
  readonly host: PipelineHost;
  readonly stops: StopWatch;
  readonly clock: Clock;
  /** As `LoopPorts` has it. */
  readonly isTask: boolean;
};

/** What the evaluation told of itself while it ran; null for nothing. */
export type Reported = () => readonly number[] | null;

/** An evaluation with its result. `stopped`: a person ended it alone, which is no reason to halt the run. */
export type Evaluated = FinishedEvaluation & { readonly stopped: boolean };

/**
 * Evaluates one claim; an order to stop now interrupts it. A stop of this trial alone makes it a failed one.
 *
 * @returns null where it was interrupted: the claim has no result
 */
export async function evaluateClaim(
  ports: EvaluationPorts,
  claim: Claim,
  { call, reported }: { readonly call: EvaluationCall; readonly reported: Reported },
): Promise<Evaluated | null> {
  const { host, clock } = ports;
  const interruption = watchOrders(ports, claim);
  const begun = clock.monotonic();
  try {
    const ended: EvaluationOutcome = interruption.isOrdered
      ? { kind: 'interrupted' }
      : await host.evaluate(call);
    // Before it is waited for a signal: that is no part of the evaluation.
    const times = { ended: clock.now().getTime(), seconds: clock.monotonic() - begun };
    const outcome = (await isEndOfTask(ports, ended)) ? INTERRUPTED : ended;
    const stopped = outcome.kind === 'interrupted' ? interruption.trialStop : null;
    const report = stopped === null ? reportOf(outcome, reported) : stoppedReport(stopped);
    return report && { claim, report, ...times, stopped: stopped !== null };
  } finally {
    interruption.forget();
  }
}

const INTERRUPTED: EvaluationOutcome = { kind: 'interrupted' };

/** How much later than a pipeline that it killed the signal of a scheduler may reach the worker. */
const SIGNAL_MS = 1000;

/**
 * Whether an evaluation failed because the scheduler ends the job: it signals all processes of it, and the pipeline may
 * die before the worker has heard anything. Its trial is not to blame and goes back into the queue.
 */
async function isEndOfTask(
  { isTask, stops }: Pick<EvaluationPorts, 'isTask' | 'stops'>,
  { kind }: EvaluationOutcome,
): Promise<boolean> {
  if (!isTask || kind !== 'error') {
    return false;
  }
  let forget = () => {};
  const isEnded = new Promise<true>((resolve) => {
    forget = stops.onOrder((order) => {
      if (order.kind !== 'finish') {
        resolve(true);
      }
    });
  });
  const isEnd = await within(SIGNAL_MS, isEnded);
  forget();
  return isEnd !== null;
}

/** What was ordered while one evaluation goes on; it is interrupted by it. */
function watchOrders({ host, stops }: EvaluationPorts, claim: Claim) {
  const seen = { isOrdered: false, trialStop: null as TrialStop | null };
  const interrupt = () => {
    seen.isOrdered = true;
    host.interrupt();
  };
  const forgetOrders = stops.onOrder(({ kind }) => {
    if (kind !== 'finish') {
      interrupt();
    }
  });
  const forgetTrial = stops.onTrialStop(claim, (stop) => {
    seen.trialStop = stop;
    interrupt();
  });
  return {
    get isOrdered() {
      return seen.isOrdered;
    },
    get trialStop() {
      return seen.trialStop;
    },
    forget() {
      forgetOrders();
      forgetTrial();
    },
  };
}

function stoppedReport({ by }: TrialStop): EvaluationReport {
  const error = { type: STOPPED_ERROR, message: `stopped from ${by}`, traceback: '' };
  return { kind: 'failed', error, cost: null };
}

function reportOf(outcome: EvaluationOutcome, reported: Reported): EvaluationReport | null {
  switch (outcome.kind) {
    case 'result':
      return {
        kind: 'success',
        loss: outcome.loss,
        cost: outcome.cost,
        learning_curve: outcome.learningCurve ?? reported(),
        extra: outcome.extra,
        extra_floats: outcome.extraFloats,
      };
    case 'error':
      return { kind: 'failed', error: outcome.error, cost: outcome.cost };
    case 'interrupted':
      return null;
  }
}

/** True where this result halts the run. */
export function halts({ report, stopped }: Evaluated, settings: RunSettings): boolean {
  return report.kind === 'failed' && !stopped && !settings.ignore_errors;
}

/** The one line that tells others why the run was halted. */
export function failureInWords(report: EvaluationReport): string {
  return report.kind === 'failed' ? `${report.error.type}: ${report.error.message.split('\n')[0]}` : '';
}
