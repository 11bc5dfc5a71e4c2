import { join, resolve } from 'node:path';
import { changeSettings } from '#core/config/compare/settings-change.ts';
import { IncumbentError } from '#core/contract/errors.ts';
import type { Pipeline } from '#core/contract/setup/settings.ts';
import { createPipelineHost } from '#core/pipeline/create-pipeline-host.ts';
import { findPython, type Interpreter } from '#core/pipeline/interpreters/interpreter.ts';
import type { PipelineHost } from '#core/pipeline/pipeline.ts';
import type { Logger } from '#core/platform/log.ts';
import type { RunRecord } from '#core/state/root/run-record.ts';
import type { WorkerCommand } from './worker-command.ts';

export type HostRequest = {
  readonly record: RunRecord;
  readonly command: WorkerCommand;
  /** The complete environment of the pipeline. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly log: Logger;
};

/**
 * The pipeline as this worker runs it: the run's, or the one that was given for a machine with other paths.
 *
 * @throws IncumbentError `config-invalid`, `python-not-found`
 */
export async function pipelineHostFor({ record, command, env, log }: HostRequest): Promise<PipelineHost> {
  const pipeline = pipelineOf(record, command);
  const workingDirectory = command.workingDirectory ?? record.working_directory;
  const { incumbent } = record.settings;
  const interpreter = command.interpreter ?? (await ownInterpreter(pipeline, record, env));
  if (interpreter !== null) {
    log.info(`Python ${interpreter.version}: ${interpreter.path} (${interpreter.source})`);
  }
  return createPipelineHost({
    pipeline,
    workingDirectory,
    interpreter,
    env,
    logLimit: incumbent.log_limit,
    timeoutSeconds: incumbent.evaluation_timeout,
    log,
  });
}

function pipelineOf(record: RunRecord, { pipeline }: WorkerCommand): Pipeline {
  if (pipeline === null) {
    return record.settings.evaluate_pipeline;
  }
  const { settings, problems } = changeSettings(record, [`evaluate_pipeline=${pipeline}`]);
  if (settings === null) {
    throw new IncumbentError('config-invalid', problems.map(({ message }) => message).join('\n'), {
      problems,
    });
  }
  const given = settings.evaluate_pipeline;
  return 'file' in given ? { ...given, file: resolve(given.file) } : given;
}

async function ownInterpreter(
  pipeline: Pipeline,
  { settings, working_directory }: RunRecord,
  env: HostRequest['env'],
): Promise<Interpreter | null> {
  if (pipeline.kind !== 'python' && pipeline.kind !== 'python-module') {
    return null;
  }
  return await findPython({
    setting: settings.incumbent.python,
    file: join(working_directory, 'run.yaml'),
    functionFile: pipeline.kind === 'python' ? pipeline.file : null,
    env,
  });
}
