import type { EvaluationCall } from '#core/pipeline/pipeline.ts';

/** What a command learns from its environment. `config` is JSON, also in the file `configFile`. */
export function commandEnvironment(
  call: EvaluationCall,
  config: string,
  configFile: string,
): Readonly<Record<string, string | undefined>> {
  return {
    INCUMBENT_CONFIG: config,
    INCUMBENT_CONFIG_FILE: configFile,
    INCUMBENT_PIPELINE_DIRECTORY: call.pipelineDirectory,
    INCUMBENT_PREVIOUS_PIPELINE_DIRECTORY: call.previousPipelineDirectory ?? undefined,
    INCUMBENT_ROOT_DIRECTORY: call.rootDirectory,
    INCUMBENT_PIPELINE_ID: call.trial,
    INCUMBENT_ATTEMPT: String(call.attempt),
  };
}
