// A process that evaluates once, as a worker does; started by tests that kill it. Argument: JSON of pipeline,
// configuration, interpreter, folder.
import { join } from 'node:path';
import type { Pipeline } from '#core/contract/setup/settings.ts';
import { createPipelineHost } from '#core/pipeline/create-pipeline-host.ts';

const given = JSON.parse(process.argv[2] ?? '{}') as {
  readonly pipeline: Pipeline;
  readonly config: Record<string, string>;
  readonly python: string | null;
  readonly folder: string;
};
const quiet = () => undefined;
const host = createPipelineHost({
  pipeline: given.pipeline,
  workingDirectory: given.folder,
  interpreter: given.python === null ? null : { path: given.python },
  env: process.env,
  logLimit: 10_000,
  timeoutSeconds: null,
  log: { warn: quiet, info: quiet },
});
await host.start();
await host.evaluate({
  trial: '1',
  config: given.config,
  space: [],
  pipelineDirectory: given.folder,
  previousPipelineDirectory: null,
  rootDirectory: given.folder,
  attempt: 1,
  logFile: join(given.folder, 'log.txt'),
});
