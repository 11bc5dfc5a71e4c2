import type { EvaluationOutcome, PipelineHost } from './pipeline.ts';

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
