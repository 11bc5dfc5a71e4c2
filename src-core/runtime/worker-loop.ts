import { IncumbentError, messageOf } from '#core/contract/errors.ts';
import type { StepOutcome } from '#core/state/step.ts';
import type { WorkerSession } from '#core/state/worker-session.ts';
import { evaluateInHand } from './loop-evaluation.ts';
import type { Holding, LoopPorts } from './loop-ports.ts';
import { patiently } from './patience.ts';
import { type PlannedStep, planStep, usedUpMeanwhile } from './step-plan.ts';
import { think } from './think.ts';
import { exitOfFault, type WorkerExit } from './worker-exit.ts';

/** Between two looks at what others do, where there is nothing to begin. */
const IDLE_MS = 300;

/** How long a worker holds on to a result that it can not write, and how long it bears faults without one. */
const REPORT_PATIENCE_SECONDS = 60;
const PATIENCE_SECONDS = 5;

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
  };
  const exit = await turnAround(ports, holding).catch((thrown) => exitAfter(ports, thrown));
  if (exit.reason !== 'root-replaced') {
    await reportRest(ports, holding);
    await handBackAll(ports);
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
  const isHurried = () => stops.order !== null && stops.order.kind !== 'finish';
  for (;;) {
    const seconds = holding.reports.length > 0 ? REPORT_PATIENCE_SECONDS : PATIENCE_SECONDS;
    // A step that failed half-way may be repeated: what it had done by then is found in the ledger.
    const exit = await patiently({ clock, log, seconds, isHurried }, () => step(ports, holding));
    if (exit !== null) {
      return exit;
    }
    const claim = holding.queue.shift();
    if (claim === undefined) {
      await stops.pause(IDLE_MS);
    } else {
      await evaluateInHand(ports, holding, claim);
    }
  }
}

/** Reports what is finished and, with nothing left to do, asks for more. Null: go on. */
async function step(ports: LoopPorts, holding: Holding): Promise<WorkerExit | null> {
  const order = ports.stops.order;
  if (order?.kind === 'leave') {
    throw new IncumbentError('root-replaced', order.because);
  }
  if (order === null && holding.queue.length === 0) {
    return await stepForMore(ports, holding);
  }
  await report(ports, holding);
  return order ?? usedUpMeanwhile(ports.session.ledger, spentContext(ports, holding));
}

async function report({ session }: LoopPorts, holding: Holding): Promise<void> {
  if (holding.reports.length > 0) {
    await session.step({ reports: holding.reports });
    holding.reports = [];
  }
}

async function stepForMore(ports: LoopPorts, holding: Holding): Promise<WorkerExit | null> {
  const { session } = ports;
  await ports.presence.look(session.ledger);
  if (holding.reports.length === 0) {
    // Waiting workers look without the lock; only who finds something takes it.
    session.refresh();
    const preview = plan(ports, holding);
    if (preview.verdict.kind === 'wait') {
      return null;
    }
    if (preview.verdict.kind === 'act' && !holding.isPipelineReady) {
      const refusal = await ports.startPipeline();
      if (refusal !== null) {
        return refusal;
      }
      holding.isPipelineReady = true;
    }
  }
  let planned: PlannedStep | null = null;
  const outcome = await session.step({
    reports: holding.reports,
    decide: () => {
      planned = plan(ports, holding);
      return planned.plan;
    },
  });
  holding.reports = [];
  await takeOver(ports, holding, outcome);
  return exitOf(planned);
}

function exitOf(planned: PlannedStep | null): WorkerExit | null {
  return planned?.verdict.kind === 'end' ? planned.verdict : null;
}

function plan(ports: LoopPorts, holding: Holding): PlannedStep {
  const { session, presence } = ports;
  return planStep(session.ledger, {
    ...spentContext(ports, holding),
    worker: session.worker,
    liveness: presence.liveness,
    exhausted: holding.exhausted,
    waits: holding.waitingSince === progress(session) ? holding.waits : 0,
  });
}

function spentContext({ session, presence, ownLimit }: LoopPorts, holding: Holding) {
  const { settings } = session.record;
  return {
    settings,
    ownLimit,
    byThisWorker: holding.ended,
    duration: settings.incumbent.max_duration === null ? 0 : presence.duration(),
  };
}

/** Changes whenever an optimizer that waits could decide differently. */
function progress({ ledger }: WorkerSession): string {
  return `${ledger.completed.length} ${ledger.completedRevision} ${ledger.size}`;
}

/** Claims what a step gave and thinks about the numbers that it reserved. */
async function takeOver(ports: LoopPorts, holding: Holding, outcome: StepOutcome): Promise<void> {
  holding.queue.push(...outcome.taken);
  let waits = false;
  for (const reservation of outcome.reservations) {
    const thought = await think(ports.ask, ports.session, reservation);
    switch (thought.kind) {
      case 'claim':
        holding.queue.push(thought.claim);
        break;
      case 'done':
        holding.exhausted = thought.because;
        break;
      case 'wait':
        waits = true;
        break;
      case 'lost':
        break;
    }
  }
  if (waits) {
    noteWaiting(holding, progress(ports.session));
  }
}

function noteWaiting(holding: Holding, now: string): void {
  holding.waits = holding.waitingSince === now ? holding.waits + 1 : 1;
  holding.waitingSince = now;
}

/** After a fault: a result must not be lost because something else went wrong. */
async function reportRest(ports: LoopPorts, holding: Holding): Promise<void> {
  try {
    await report(ports, holding);
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
