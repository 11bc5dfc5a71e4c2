import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Pipeline } from '#core/contract/setup/settings.ts';
import type { SearchSpace } from '#core/contract/space.ts';
import type { Config } from '#core/contract/value.ts';
import { createPipelineHost } from '#core/pipeline/create-pipeline-host.ts';
import { findPython, type Interpreter } from '#core/pipeline/interpreters/interpreter.ts';
import type { EvaluationOutcome, PipelineHost, PipelineHostOptions } from '#core/pipeline/pipeline.ts';
import { removeFolder } from '#test/support/remove-folder.ts';

export const PROGRAMS = fileURLToPath(new URL('../../fixtures/programs', import.meta.url));

/** No `__pycache__` appears beside the fixtures. */
export const TEST_ENV = { ...process.env, PYTHONDONTWRITEBYTECODE: '1' };

/** The Python of this machine; null where there is none. */
export const PYTHON: Interpreter | null = await findPython({
  setting: null,
  file: null,
  env: process.env,
}).catch(() => null);

const QUIET = { warn: () => undefined, info: () => undefined };

/** A folder of its own, hosts that are closed and files that are removed at the end of a test. */
export type Bench = {
  readonly folder: string;
  host(pipeline: Pipeline, options?: Partial<PipelineHostOptions>): PipelineHost;
  evaluate(
    host: PipelineHost,
    config?: Config,
    call?: Partial<Parameters<PipelineHost['evaluate']>[0]>,
  ): Promise<EvaluationOutcome>;
  log(): Promise<string>;
  close(): Promise<void>;
};

export async function openBench(space: SearchSpace = []): Promise<Bench> {
  const folder = await mkdtemp(join(tmpdir(), 'incumbent-pipeline-'));
  const hosts: PipelineHost[] = [];
  const logFile = join(folder, 'log.txt');
  return {
    folder,
    host: (pipeline, options = {}) => {
      const host = createPipelineHost({
        pipeline,
        workingDirectory: PROGRAMS,
        interpreter: PYTHON,
        env: TEST_ENV,
        logLimit: 1_000_000,
        timeoutSeconds: null,
        log: QUIET,
        ...options,
      });
      hosts.push(host);
      return host;
    },
    evaluate: (host, config = {}, call = {}) =>
      host.evaluate({
        trial: '7',
        config,
        space,
        pipelineDirectory: folder,
        previousPipelineDirectory: null,
        rootDirectory: folder,
        attempt: 1,
        logFile,
        ...call,
      }),
    log: () => readFile(logFile, 'utf8').catch(() => ''),
    close: async () => {
      await Promise.all(hosts.map((host) => host.close()));
      removeFolder(folder);
    },
  };
}

/** A Python function of one of the fixture programs. */
export function python(file: string, name: string): Pipeline {
  return { kind: 'python', file: join(PROGRAMS, 'python', file), function: name, written: `${file}:${name}` };
}

/** An export of one of the fixture programs. */
export function javascript(file: string, name: string): Pipeline {
  return {
    kind: 'javascript',
    file: join(PROGRAMS, 'javascript', file),
    export: name,
    written: `${file}:${name}`,
  };
}
