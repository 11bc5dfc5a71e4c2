import { IncumbentError } from '#core/contract/errors.ts';
import type { StepOutcome } from '#core/state/session/step.ts';
import type { WorkerSession } from '#core/state/session/worker-session.ts';
import type { WorkerExit } from '../worker-exit.ts';
import type { Holding, LoopPorts } from './loop-ports.ts';
import { type PlannedStep, planStep, usedUpMeanwhile } from './step-plan.ts';
import { think } from './think.ts';

/**
 * Where an optimizer thinks no longer than this, the disk is waited for while the next evaluation goes on already:
 * results are safe as soon, and the pipeline has not waited.
 */
const SHORT_THOUGHT_SECONDS = 0.005;

/** Reports what is finished and, with nothing left to do, asks for more. Null: go on. */
export async function loopStep(ports: LoopPorts, holding: Holding): Promise<WorkerExit | null> {
  const order = ports.stops.order;
  if (order?.kind === 'leave') {
    throw new IncumbentError('root-replaced', order.because);
  }
  if (order === null && holding.queue.length === 0) {
    return await stepForMore(ports, holding);
  }
  await reportFinished(ports, holding);
  return order ?? usedUpMeanwhile(ports.session.ledger, spentContext(ports, holding));
}

/** Writes the results in hand, if there are any. */
export async function reportFinished(ports: LoopPorts, holding: Holding): Promise<void> {
  if (hasReports(ports, holding)) {
    await ports.session.step({ reports: holding.reports });
    holding.reports = [];
  }
}

/** Whether there are results that are not safe yet. */
export function hasReports({ session }: LoopPorts, holding: Holding): boolean {
  return holding.reports.length > 0 || !session.isSettled;
}

async function stepForMore(ports: LoopPorts, holding: Holding): Promise<WorkerExit | null> {
  const { session } = ports;
  await ports.presence.look(session.ledger);
  if (!hasReports(ports, holding)) {
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
    ...(holding.thoughtFor < SHORT_THOUGHT_SECONDS ? { settle: 'later' } : {}),
  });
  holding.reports = [];
  await takeOver(ports, holding, outcome);
  const exit = exitOf(planned);
  const [next] = holding.queue;
  // A trial that continues another may look at all of its files.
  if (exit !== null || next === undefined || next.previous !== null) {
    await session.settle();
  }
  return exit;
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
  const begun = ports.clock.monotonic();
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
  if (outcome.reservations.length > 0) {
    holding.thoughtFor = ports.clock.monotonic() - begun;
  }
  if (waits) {
    noteWaiting(holding, progress(ports.session));
  }
}

function noteWaiting(holding: Holding, now: string): void {
  holding.waits = holding.waitingSince === now ? holding.waits + 1 : 1;
  holding.waitingSince = now;
}
