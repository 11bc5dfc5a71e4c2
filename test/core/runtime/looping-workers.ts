import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import type { RunSettings } from '#core/contract/setup/settings.ts';
import { createAsk } from '#core/optimizers/registry.ts';
import type { EvaluationOutcome, PipelineHost } from '#core/pipeline/pipeline.ts';
import { systemClock } from '#core/platform/clock.ts';
import { silentLogger } from '#core/platform/log.ts';
import { installWriteHook } from '#core/platform/write-port.ts';
import type { LoopPorts } from '#core/runtime/loop/loop-ports.ts';
import { workerLoop } from '#core/runtime/loop/worker-loop.ts';
import { createPresence } from '#core/runtime/stops/presence.ts';
import { createStopWatch, type StopWatch } from '#core/runtime/stops/stop-watch.ts';
import { runLayout } from '#core/state/layout.ts';
import { createRun } from '#core/state/root/create-run.ts';
import { openSession, type WorkerSession } from '#core/state/session/worker-session.ts';
import { recordOf, temporaryFolder } from '#test/core/state/run-fixture.ts';

export const SUCCESS: EvaluationOutcome = {
  kind: 'result',
  loss: 1,
  cost: 1,
  learningCurve: null,
  extra: null,
  extraFloats: null,
};
export const FAILURE: EvaluationOutcome = {
  kind: 'error',
  error: { type: 'ValueError', message: 'no', traceback: '' },
  cost: null,
};

/** A pipeline whose every evaluation has this outcome. */
export function always(outcome: EvaluationOutcome): PipelineHost {
  return {
    start: async () => undefined,
    evaluate: async () => outcome,
    interrupt: () => undefined,
    close: async () => undefined,
  };
}

export function recordWith(settings: Partial<RunSettings>) {
  const optimizer = {
    name: 'random_search',
    arguments: { use_priors: false, ignore_fidelity: true },
    reason: '',
  };
  return recordOf({ optimizer, settings: { ...recordOf().settings, ...settings } });
}

/** Workers in this process for the tests of one file, whose pipelines answer at once. */
export function loopingWorkersOfThisFile() {
  let folder: ReturnType<typeof temporaryFolder>;
  let stops: StopWatch;
  const sessions: WorkerSession[] = [];
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => {
    installWriteHook(null);
    stops.close();
    for (const session of sessions.splice(0)) {
      session.close();
    }
    folder.remove();
  });

  /** A worker on a run with these settings, which is made where it is not there. */
  async function worker(settings: Partial<RunSettings>, ports: Partial<LoopPorts> = {}, name = 'w1') {
    const root = join(folder.path, 'run');
    const record = recordWith(settings);
    await createRun(root, record);
    const session = await openSession(root, name);
    sessions.push(session);
    stops = createStopWatch({
      directory: runLayout(root).control,
      look: async () => ({ order: null, trials: [] }),
      hasNews: () => false,
    });
    const loop = workerLoop({
      root,
      session,
      host: always(SUCCESS),
      ask: createAsk(record.optimizer, record.space),
      stops,
      presence: createPresence(root, 300, systemClock),
      clock: systemClock,
      log: silentLogger,
      ownLimit: null,
      isTask: false,
      startPipeline: async () => null,
      halt: async () => undefined,
      ...ports,
    });
    return { root, session, loop };
  }
  return { root: () => join(folder.path, 'run'), sessions, worker };
}
