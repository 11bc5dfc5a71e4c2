import type { Problem } from '#core/contract/problem.ts';
import type { Pipeline } from '#core/contract/settings.ts';

export type PipelineLocation = {
  /** Paths resolved; `written` is what the YAML says. */
  readonly pipeline: Pipeline;
  /** The YAML's folder: where modules and commands are looked for. */
  readonly workingDirectory: string;
  readonly env: Readonly<Record<string, string | undefined>>;
};

/**
 * Looks whether the pipeline's file and function exist, by reading source text; nothing is imported. What reading
 * cannot decide is a note, never an error.
 *
 * @returns problems of path `evaluate_pipeline` with the codes `pipeline-file-missing` and
 * `pipeline-function-missing` (errors), `pipeline-unseen` (note)
 */
export declare function locatePipeline(location: PipelineLocation): Promise<readonly Problem[]>;
