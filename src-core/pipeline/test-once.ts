import type { SearchSpace } from '#core/contract/space.ts';
import type { Config } from '#core/contract/value.ts';
import type { EvaluationOutcome, PipelineHostOptions } from './pipeline.ts';

export type OneEvaluation = {
  readonly outcome: EvaluationOutcome;
  /** All that was printed and logged, within the log limit. */
  readonly log: string;
  readonly seconds: number;
};

/**
 * Imports the function and evaluates one configuration without a run: in a temporary root that is removed afterwards.
 *
 * @throws IncumbentError as {@link PipelineHost.start} does
 */
export declare function testOnce(
  options: PipelineHostOptions & {
    readonly config: Config;
    readonly space: SearchSpace;
    readonly signal?: AbortSignal;
  },
): Promise<OneEvaluation>;
