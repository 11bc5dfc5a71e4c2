import type { OptimizerDefinition } from '#core/optimizers/optimizer.ts';
import { createAsk } from '#core/optimizers/registry.ts';
import { loadLaunchedOptimizer } from '#core/pipeline/optimizer/load-optimizer.ts';
import type { PipelineHost } from '#core/pipeline/pipeline.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Logger } from '#core/platform/log.ts';
import { createIncumbentEvents } from '#core/report/tensorboard/write-events.ts';
import { createTextReports } from '#core/report/text-reports.ts';
import { runLayout } from '#core/state/layout.ts';
import { type RunRecord, readRunRecord } from '#core/state/root/run-record.ts';
import type { Publish } from '#core/state/session/step.ts';
import { openSession, type WorkerSession } from '#core/state/session/worker-session.ts';
import { createHeartbeat, registerWorker } from '#core/state/workers/workers.ts';
import { createHalt } from './loop/halt.ts';
import { type LoopResult, workerLoop } from './loop/worker-loop.ts';
import { type Leaving, leaveRun, neverBegan } from './start/leave-run.ts';
import { mendFiles } from './start/mend-files.ts';
import { startPipeline } from './start/start-pipeline.ts';
import type { WorkerCommand } from './start/worker-command.ts';
import { pipelineHostFor } from './start/worker-setup.ts';
import { createPresence } from './stops/presence.ts';
import { createStopWatch, type StopWatch } from './stops/stop-watch.ts';
import { OWN_SIGNALS, obeySignals, ordersInRoot, TASK_SIGNALS } from './stops/worker-orders.ts';
import { exitOfFault, faultOfBeginning, type WorkerExit } from './worker-exit.ts';

export type RunWorkerOptions = {
  readonly command: WorkerCommand;
  /** The complete environment of the pipeline. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly log: Logger;
  /** Called when the worker is known in the root. */
  readonly onRegistered: () => void;
};

/** Timers of Node hold no more; a heartbeat that is asked for less often than that still beats. */
const LONGEST_INTERVAL_MS = 2 ** 31 - 1;

/**
 * The whole life of one worker in this process: registers, evaluates until there is a reason to leave, says why.
 *
 * @throws IncumbentError where it can not even begin; afterwards every fault is a reason to leave
 */
export async function runWorker(options: RunWorkerOptions): Promise<WorkerExit> {
  try {
    return await wholeLife(options);
  } catch (thrown) {
    throw faultOfBeginning(thrown, options.command.root);
  }
}

async function wholeLife(options: RunWorkerOptions): Promise<WorkerExit> {
  const { command, clock } = options;
  const { root, worker } = command;
  const record = await readRunRecord(root);
  const host = await pipelineHostFor({ ...options, record });
  const own =
    record.optimizer.module === undefined ? null : await loadLaunchedOptimizer(record.optimizer.module);
  await register(options, record);
  const leaving: Leaving = { ...options, root, worker };
  const session = await openRun(leaving, record);
  const stops = createStopWatch({
    directory: runLayout(root).control,
    ...ordersInRoot({ session, root, generation: command.generation, clock }),
  });
  const isTask = command.task !== undefined;
  const forgetSignals = obeySignals(stops, isTask ? TASK_SIGNALS : OWN_SIGNALS);
  const beating = keepBeating(root, worker, record.settings.incumbent.heartbeat);
  options.onRegistered();
  const result = await work({ ...options, session, host, own, stops, isTask });
  clearInterval(beating);
  stops.close();
  await host.close();
  const exit = await leaveRun(leaving, session, result);
  // One signal more, as of somebody who is in a hurry, must not end a worker that is about to say why it left.
  forgetSignals();
  return exit;
}

async function register(
  { command, clock }: RunWorkerOptions,
  { settings, run_id }: RunRecord,
): Promise<void> {
  const { root, worker, generation, version, maxEvaluations, dealt, task } = command;
  const { heartbeat } = settings.incumbent;
  const registration = { worker, generation, version, heartbeat, max_evaluations: maxEvaluations, run_id };
  const known = { ...(dealt === undefined ? {} : { dealt }), ...(task === undefined ? {} : { task }) };
  await registerWorker(root, { ...registration, ...known }, clock);
}

async function openRun(leaving: Leaving, record: RunRecord): Promise<WorkerSession> {
  const { root, worker, clock } = leaving;
  try {
    const texts = createTextReports(root, record.space);
    const events = createIncumbentEvents(root, record);
    const publish: Publish = (...known) => {
      texts(...known);
      events(...known);
    };
    return await openSession(root, worker, { clock, publish });
  } catch (thrown) {
    await neverBegan(leaving, thrown);
    throw thrown;
  }
}

function keepBeating(root: string, worker: string, heartbeat: number): NodeJS.Timeout {
  const heart = createHeartbeat(root, worker);
  const beat = () => {
    try {
      heart.beat();
    } catch {
      // A full disk or a root that is gone: the next step meets it and says so.
    }
  };
  beat();
  return setInterval(beat, Math.min(heartbeat * 1000, LONGEST_INTERVAL_MS));
}

type Work = RunWorkerOptions & {
  readonly session: WorkerSession;
  readonly host: PipelineHost;
  /** The user's own optimizer; null for one of ours. */
  readonly own: OptimizerDefinition | null;
  readonly stops: StopWatch;
  readonly isTask: boolean;
};

async function work(ports: Work): Promise<LoopResult> {
  const { command, session, stops, clock } = ports;
  const { root, worker } = command;
  const { record } = session;
  const presence = createPresence(root, record.settings.incumbent.lease, clock);
  const unwatch = presence.watch(session.ledger);
  const halt = createHalt({ ...ports, root, worker });
  try {
    await stops.look();
    await mendFiles(session, ports.log);
    return await workerLoop({
      ...ports,
      root,
      ask:
        ports.own === null
          ? createAsk(record.optimizer, record.space)
          : ports.own.create(record.space, record.optimizer.arguments),
      presence,
      ownLimit: command.maxEvaluations,
      startPipeline: () => startPipeline({ ...ports, halt }),
      halt,
    });
  } catch (thrown) {
    // Such as an optimizer that this version does not have.
    return { exit: exitOfFault(thrown), evaluations: 0 };
  } finally {
    unwatch();
  }
}
