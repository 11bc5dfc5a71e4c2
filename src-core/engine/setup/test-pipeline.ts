import { IncumbentError } from '#core/contract/errors.ts';
import type { Config } from '#core/contract/value.ts';
import type { ReadRun } from '#core/launch/read/read-run.ts';
import { readyRun } from '#core/launch/read/ready-run.ts';
import { type OneEvaluation, testOnce } from '#core/pipeline/test-once.ts';
import type { Logger } from '#core/platform/log.ts';
import { createRng } from '#core/space/rng.ts';
import { fidelityOf } from '#core/space/roles.ts';
import { sampleUniform } from '#core/space/sampling.ts';
import { firstConfigurations } from './check-run.ts';

/** How a test is watched and ended. */
export type TestWatch = {
  /** Ends the test at once, with all of its processes. */
  readonly signal: AbortSignal;
  /** Gets the configuration before it is evaluated. */
  readonly onConfig?: (config: Config) => void;
  /** Gets what is printed and logged while it happens. */
  readonly onLog?: (text: string) => void;
};

export type PipelineTest = OneEvaluation & { readonly config: Config };

/**
 * Evaluates one configuration without a run, at the lowest fidelity where there is one: this imports the person's code.
 *
 * @throws IncumbentError `config-invalid` and those of importing
 */
export async function testPipeline(read: ReadRun, log: Logger, watch: TestWatch): Promise<PipelineTest> {
  const { settings, space, optimizer, interpreter, folder } = readyRun(read);
  const [first] =
    optimizer.module === undefined ? firstConfigurations(read, 1) : [sampleUniform(space, createRng(0, 1))];
  if (first === undefined) {
    throw new IncumbentError('config-invalid', 'The optimizer asks for no configuration in an empty run');
  }
  const fidelity = fidelityOf(space);
  const config = fidelity === null ? first : { ...first, [fidelity.name]: fidelity.lower };
  watch.onConfig?.(config);
  const evaluation = await testOnce({
    pipeline: settings.evaluate_pipeline,
    workingDirectory: folder,
    interpreter,
    env: { ...read.source.env, ...settings.incumbent.env },
    logLimit: settings.incumbent.log_limit,
    timeoutSeconds: settings.incumbent.evaluation_timeout,
    costRequired: settings.max_cost_total !== null,
    log,
    config,
    space,
    signal: watch.signal,
    ...(watch.onLog === undefined ? {} : { onLog: watch.onLog }),
  });
  return { ...evaluation, config };
}
