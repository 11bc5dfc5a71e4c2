import type { RunSettings } from '#core/contract/settings.ts';
import type { EvaluationCall, EvaluationOutcome, PipelineHost } from '#core/pipeline/pipeline.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Claim, EvaluationReport, FinishedEvaluation } from '#core/state/step.ts';
import type { StopWatch } from './stop-watch.ts';

export type EvaluationPorts = {
  readonly host: PipelineHost;
  readonly stops: StopWatch;
  readonly clock: Clock;
};

/**
 * Evaluates one claim; an order to stop now interrupts it.
 *
 * @returns null where it was interrupted: the claim has no result
 */
export async function evaluateClaim(
  ports: EvaluationPorts,
  claim: Claim,
  call: EvaluationCall,
): Promise<FinishedEvaluation | null> {
  const { host, stops, clock } = ports;
  let interrupted = false;
  const forget = stops.onOrder(({ kind }) => {
    if (kind !== 'finish') {
      interrupted = true;
      host.interrupt();
    }
  });
  const begun = clock.monotonic();
  try {
    const outcome: EvaluationOutcome = interrupted ? { kind: 'interrupted' } : await host.evaluate(call);
    const report = reportOf(outcome);
    return report && { claim, report, ended: clock.now().getTime(), seconds: clock.monotonic() - begun };
  } finally {
    forget();
  }
}

function reportOf(outcome: EvaluationOutcome): EvaluationReport | null {
  switch (outcome.kind) {
    case 'result':
      return {
        kind: 'success',
        loss: outcome.loss,
        cost: outcome.cost,
        learning_curve: outcome.learningCurve,
        extra: outcome.extra,
      };
    case 'error':
      return { kind: 'failed', error: outcome.error, cost: outcome.cost };
    case 'interrupted':
      return null;
  }
}

/** True where this result halts the run. */
export function halts(finished: FinishedEvaluation, settings: RunSettings): boolean {
  return finished.report.kind === 'failed' && !settings.ignore_errors;
}

/** The one line that tells others why the run was halted. */
export function failureInWords(report: EvaluationReport): string {
  return report.kind === 'failed' ? `${report.error.type}: ${report.error.message.split('\n')[0]}` : '';
}
