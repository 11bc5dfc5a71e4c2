import { IncumbentError, messageOf } from '#core/contract/errors.ts';
import { createAsk } from '#core/optimizers/registry.ts';
import type { PipelineHost } from '#core/pipeline/pipeline.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Logger } from '#core/platform/log.ts';
import { writeSummary } from '#core/report/summary-csv.ts';
import { createTextReports } from '#core/report/text-reports.ts';
import { requestStop, stopsSince } from '#core/state/control.ts';
import { runLayout } from '#core/state/layout.ts';
import { readRunRecord } from '#core/state/run-record.ts';
import { openSession, type WorkerSession } from '#core/state/worker-session.ts';
import { createHeartbeat, registerWorker, writeWorkerEnd } from '#core/state/workers.ts';
import { createPresence } from './presence.ts';
import { orderOf, orderOfSignal, ROOT_REPLACED, type StopOrder, stricter } from './stop-orders.ts';
import { createStopWatch, type StopWatch } from './stop-watch.ts';
import type { WorkerCommand } from './worker-command.ts';
import type { WorkerExit } from './worker-exit.ts';
import { type LoopResult, workerLoop } from './worker-loop.ts';
import { pipelineHostFor } from './worker-setup.ts';

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

/** How long a root may be away, as on a network disk, until its workers leave. */
const GONE_SECONDS = 3;

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * The whole life of one worker in this process: registers, evaluates until there is a reason to leave, says why.
 *
 * @throws IncumbentError where it can not even begin; afterwards every fault is a reason to leave
 */
export async function runWorker(options: RunWorkerOptions): Promise<WorkerExit> {
  const { command, clock } = options;
  const { root, worker } = command;
  const record = await readRunRecord(root);
  const host = await pipelineHostFor({ ...options, record });
  const { heartbeat } = record.settings.incumbent;
  await registerWorker(
    root,
    {
      worker,
      generation: command.generation,
      version: command.version,
      heartbeat,
      max_evaluations: command.maxEvaluations,
    },
    clock,
  );
  const session = await openSession(root, worker, {
    clock,
    publish: createTextReports(root, record.space),
  });
  const stops = createStopWatch({
    directory: runLayout(root).control,
    look: lookForOrders({ session, root, generation: command.generation, clock }),
  });
  const forgetSignals = obeySignals(stops);
  const beating = keepBeating(root, worker, heartbeat);
  options.onRegistered();
  const result = await work({ ...options, session, host, stops });
  clearInterval(beating);
  forgetSignals();
  stops.close();
  await host.close();
  return await leave(options, session, result);
}

type Orders = {
  readonly session: WorkerSession;
  readonly root: string;
  readonly generation: number;
  readonly clock: Clock;
};

/** The strictest of what stands in the root for a worker of this generation. */
function lookForOrders({ session, root, generation, clock }: Orders): () => Promise<StopOrder | null> {
  let goneSince: number | null = null;
  return async () => {
    const sight = session.lookAtRoot();
    goneSince = sight === 'gone' ? (goneSince ?? clock.monotonic()) : null;
    if (sight === 'replaced' || (goneSince !== null && clock.monotonic() - goneSince >= GONE_SECONDS)) {
      return ROOT_REPLACED;
    }
    const stops = await stopsSince(root, generation);
    return stops.map(orderOf).reduce(stricter, null);
  };
}

function obeySignals(stops: StopWatch): () => void {
  let count = 0;
  const onSignal = (signal: string) => {
    count += 1;
    stops.give(orderOfSignal(signal, count));
  };
  for (const signal of SIGNALS) {
    process.on(signal, onSignal);
  }
  return () => {
    for (const signal of SIGNALS) {
      process.off(signal, onSignal);
    }
  };
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
  readonly stops: StopWatch;
};

async function work(ports: Work): Promise<LoopResult> {
  const { command, session, stops, clock } = ports;
  const { root, worker } = command;
  const { record } = session;
  await stops.look();
  return await workerLoop({
    ...ports,
    root,
    ask: createAsk(record.optimizer, record.space),
    presence: createPresence(root, record.settings.incumbent.lease, clock),
    ownLimit: command.maxEvaluations,
    startPipeline: () => startPipeline(ports),
    halt: async (trial, message) => {
      const stop = await requestStop(root, { kind: 'error', by: worker, trial, message }, clock);
      const order = orderOf(stop);
      if (order !== null) {
        stops.give(order);
      }
    },
  });
}

/** Imports the person's function; null where it is ready. What stands in its way halts the run as an error does. */
async function startPipeline({
  command,
  session,
  host,
  stops,
  clock,
  log,
}: Work): Promise<WorkerExit | null> {
  const forget = stops.onOrder(({ kind }) => kind !== 'finish' && host.interrupt());
  try {
    await host.start();
    return null;
  } catch (thrown) {
    if (stops.order !== null && stops.order.kind !== 'finish') {
      return stops.order;
    }
    const message = messageOf(thrown);
    log.error(withTraceback(message, thrown));
    if (isMissingHere(thrown)) {
      return { reason: 'system', because: message };
    }
    if (!session.record.settings.ignore_errors) {
      await requestStop(command.root, { kind: 'error', by: command.worker, message }, clock);
    }
    return { reason: 'error', because: message };
  } finally {
    forget();
  }
}

/** The person's own traceback, for the log: line by line, as they know it. */
function withTraceback(message: string, thrown: unknown): string {
  const { traceback, output } = thrown instanceof IncumbentError ? thrown.details : {};
  return [message, traceback, output].filter((part) => typeof part === 'string' && part !== '').join('\n');
}

/** What this machine lacks says nothing of the others: their workers go on. */
function isMissingHere(thrown: unknown): boolean {
  return (
    thrown instanceof IncumbentError &&
    ['pipeline-file-missing', 'pipeline-function-missing', 'process-failed'].includes(thrown.code)
  );
}

/** Says in the root why the worker left; nothing where the root is another run now. */
async function leave(
  { command, clock, log }: RunWorkerOptions,
  session: WorkerSession,
  { exit, evaluations }: LoopResult,
) {
  const { root, worker } = command;
  const level = exit.reason === 'system' || exit.reason === 'error' ? 'error' : 'info';
  log[level](`leaves: ${exit.because}`, { reason: exit.reason });
  const { reason, because } = exit;
  if (reason === 'root-replaced') {
    session.close();
  } else {
    if (session.record.settings.post_run_summary) {
      // Under the lock: of two workers that end together the one that knows more must write last.
      await quietly(log, () =>
        session.underLock((ledger) => writeSummary(root, ledger, session.record.settings)),
      );
    }
    await quietly(log, () => session.end(because));
    await quietly(log, () =>
      writeWorkerEnd(root, { worker, ended_at: clock.now().toISOString(), reason, because, evaluations }),
    );
  }
  return { reason, because };
}

/** Leaving goes on when one of its writes fails: on a full disk all of them do. */
async function quietly(log: Logger, act: () => Promise<unknown>): Promise<void> {
  try {
    await act();
  } catch (thrown) {
    log.error(messageOf(thrown));
  }
}
