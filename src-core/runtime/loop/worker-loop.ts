import { IncumbentError, messageOf } from '#core/contract/errors.ts';
import { isHurried } from '../stops/stop-orders.ts';
import { exitOfFault, type WorkerExit } from '../worker-exit.ts';
import { evaluateInHand } from './loop-evaluation.ts';
import type { Holding, LoopPorts } from './loop-ports.ts';
import { hasReports, loopStep, reportFinished } from './loop-step.ts';
import { PATIENCE_SECONDS, patiently, REPORT_PATIENCE_SECONDS } from './patience.ts';

/** Between two looks at what others do, where there is nothing to begin. */
const IDLE_MS = 300;

/** The loop's work so far, for the end note. */
export type LoopResult = { readonly exit: WorkerExit; readonly evaluations: number };

/**
 * The life of a worker: report and reserve in one step, ask, evaluate, until a budget is reached, the optimizer has no
 * more to ask, or it is told to stop. Whatever ends it, results in hand are reported and claims without one handed
 * back.
 */
export async function workerLoop(ports: LoopPorts): Promise<LoopResult> {
  const holding: Holding = {
    queue: [],
    reports: [],
    ended: 0,
    exhausted: null,
    waitingSince: null,
    waits: 0,
    isPipelineReady: false,
    thoughtFor: Number.POSITIVE_INFINITY,
  };
  const exit = await turnAround(ports, holding).catch((thrown) => exitAfter(ports, thrown));
  if (exit.reason !== 'root-replaced') {
    await endInOrder(ports, holding);
  }
  return { exit, evaluations: holding.ended };
}

/** The user's own optimizer would fail for every worker: it halts the run, as an error of an evaluation does. */
async function exitAfter(ports: LoopPorts, thrown: unknown): Promise<WorkerExit> {
  if (thrown instanceof IncumbentError && thrown.code === 'optimizer-failed') {
    ports.log.error([thrown.message, thrown.details.traceback].filter(Boolean).join('\n'));
    await ports.halt(null, thrown.message);
  }
  return exitOfFault(thrown);
}

async function turnAround(ports: LoopPorts, holding: Holding): Promise<WorkerExit> {
  const { clock, log, stops } = ports;
  const hurried = () => isHurried(stops.order);
  for (;;) {
    const seconds = hasReports(ports, holding) ? REPORT_PATIENCE_SECONDS : PATIENCE_SECONDS;
    await stops.glance();
    // A step that failed half-way may be repeated: what it had done by then is found in the ledger.
    const exit = await patiently({ clock, log, seconds, isHurried: hurried }, () => loopStep(ports, holding));
    if (exit !== null) {
      return exit;
    }
    // The optimizer may have thought for long: after a stop nothing is begun, whatever was claimed before.
    await stops.glance();
    const claim = stops.order === null ? holding.queue.shift() : undefined;
    if (claim === undefined) {
      await stops.pause(IDLE_MS);
    } else {
      await evaluateInHand(ports, holding, claim);
    }
  }
}

/** Whatever ended the loop: results in hand are reported, claims without one handed back. */
async function endInOrder(ports: LoopPorts, holding: Holding): Promise<void> {
  await reportRest(ports, holding);
  await handBackAll(ports);
}

/** After a fault: a result must not be lost because something else went wrong. */
async function reportRest(ports: LoopPorts, holding: Holding): Promise<void> {
  try {
    await reportFinished(ports, holding);
  } catch (thrown) {
    const trials = holding.reports.map(({ claim }) => claim.trial).join(', ');
    ports.log.error(`the result of trial ${trials} could not be written: ${messageOf(thrown)}`);
  }
}

/** Claims in hand, and those of a step that failed half-way: whatever the ledger gives this worker. */
async function handBackAll({ session, stops, log }: LoopPorts): Promise<void> {
  const own = session.ledger.inState('evaluating').filter(({ worker }) => worker === session.worker);
  for (const claim of [...own]) {
    try {
      await session.handBack(claim, stops.order?.because ?? 'its worker left');
      log.info(`handed trial ${claim.trial} back to the queue`);
    } catch (thrown) {
      log.error(`could not hand trial ${claim.trial} back: ${messageOf(thrown)}`);
    }
  }
}
