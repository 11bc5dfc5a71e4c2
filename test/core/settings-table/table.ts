import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RunStatus } from '#core/contract/run/status.ts';
import type { Trial } from '#core/contract/run/trial.ts';
import { type Launched, launchRun, type RunRequest } from '#core/engine/runs/launch-run.ts';
import { readStatus, readTrials } from '#core/engine/runs/look.ts';
import { type ResumeRequest, resumeRun } from '#core/engine/runs/resume-run.ts';
import type { LaunchHost } from '#core/engine/workers/launch-host.ts';
import { systemClock } from '#core/platform/clock.ts';
import { searchesOfThisFile } from '#test/support/searches.ts';

/** Whoever launches in these tests: real worker processes of the built worker. */
export const HOST: LaunchHost = {
  version: '0.0.0-test',
  workerEntry: fileURLToPath(new URL('../../../dist/main/worker.js', import.meta.url)),
  commandEntry: fileURLToPath(new URL('../../../dist/main/cli.js', import.meta.url)),
  by: 'a test',
  env: process.env,
  logLevel: 'info',
  clock: systemClock,
};

/** A module with the objective of this body; it sees `x` and `context`. */
export function objective(body: string): Readonly<Record<string, string>> {
  return { 'objective.mjs': `export async function objective({ x }, context) {\n${body}\n}\n` };
}

export type Given = {
  /** Keys of the YAML beside pipeline, space and root; `undefined` takes one of the usual ones away. */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly files?: Readonly<Record<string, string>>;
  readonly workers?: number;
  readonly set?: readonly string[];
};

/** A run after its workers have left. */
export type Ended = {
  readonly launched: Launched;
  readonly codes: readonly (number | null)[];
  readonly status: RunStatus;
  readonly trials: readonly Trial[];
};

async function endedOf(launched: Launched): Promise<Ended> {
  const codes = await Promise.all(launched.workers.map(({ ended }) => ended));
  const status = await readStatus(launched.root);
  return { launched, codes, status, trials: (await readTrials(launched.root)).trials };
}

/** Makes searches that may be started, continued and resumed, and vanish after each test of the file. */
export function tableOfThisFile() {
  const search = searchesOfThisFile();
  return ({ settings, files, workers = 1, set = [] }: Given = {}) => {
    const made = search(settings, files);
    /** Starts, joins or continues; answers at once where something stands in the way. */
    const launch = (change: Partial<RunRequest> = {}) =>
      launchRun(HOST, {
        text: readFileSync(made.yaml, 'utf8'),
        file: made.yaml,
        workingDirectory: made.folder,
        root: null,
        wish: { kind: 'continue' },
        begunAt: new Date(),
        confirmedName: null,
        workers,
        env: {},
        set: [...set],
        ...change,
      });
    const begin = async (change: Partial<RunRequest> = {}): Promise<Launched> => {
      const launched = await launch(change);
      if (launched.kind === 'exists') {
        throw new Error(`A run is in the way: ${launched.existing.root}`);
      }
      return launched;
    };
    const resumed = (change: Partial<ResumeRequest> = {}) =>
      resumeRun(HOST, { root: made.root, workers, env: {}, set: [], ...change });
    return {
      ...made,
      launch,
      begin,
      /** Starts and waits until every worker has left. */
      run: async (change: Partial<RunRequest> = {}) => await endedOf(await begin(change)),
      resume: async (change: Partial<ResumeRequest> = {}) => await endedOf(await resumed(change)),
      resumed,
      settled: endedOf,
      read: (...path: string[]) => readFileSync(join(made.root, ...path), 'utf8'),
    };
  };
}
