import { IncumbentError, messageOf } from '#core/contract/errors.ts';
import type { Ask } from '#core/optimizers/optimizer.ts';
import type { EvaluationCall, PipelineHost } from '#core/pipeline/pipeline.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Logger } from '#core/platform/log.ts';
import { runLayout } from '#core/state/layout.ts';
import type { Claim, FinishedEvaluation, StepInput, StepOutcome } from '#core/state/step.ts';
import type { WorkerSession } from '#core/state/worker-session.ts';
import { evaluateClaim, failureInWords, halts } from './evaluate-claim.ts';
import { patiently } from './patience.ts';
import type { Presence } from './presence.ts';
import { type PlannedStep, planStep } from './step-plan.ts';
import type { StopWatch } from './stop-watch.ts';
import { think } from './think.ts';
import { exitOfFault, type WorkerExit } from './worker-exit.ts';

/** Between two looks at what others do, where there is nothing to begin. */
const IDLE_MS = 300;

/** Between two looks whether somebody else has been given the trial that is evaluated here. */
const LOST_LOOK_MS = 3000;

/** How long a worker holds on to a result that it can not write. */
const REPORT_PATIENCE_SECONDS = 60;

export type LoopPorts = {
  readonly root: string;
  readonly session: WorkerSession;
  readonly host: PipelineHost;
  readonly ask: Ask;
  readonly stops: StopWatch;
  readonly presence: Presence;
  readonly clock: Clock;
  readonly log: Logger;
  readonly ownLimit: number | null;
  /** Halts the run in the name of this worker. */
  readonly halt: (trial: string, message: string) => Promise<void>;
};

/** What a worker holds between two steps. */
type Holding = {
  /** Claims that wait for their turn: more than one only with `sample_batch_size`. */
  readonly queue: Claim[];
  reports: FinishedEvaluation[];
  ended: number;
  exhausted: string | null;
  /** What the run looked like when the optimizer said `wait`; null when it may be asked. */
  waitingSince: string | null;
};

/** The loop's work so far, for the end note. */
export type LoopResult = { readonly exit: WorkerExit; readonly evaluations: number };

/**
 * The life of a worker: report and reserve in one step, ask, evaluate, until a budget is reached, the optimizer has no
 * more to ask, or it is told to stop. Claims without a result are handed back whatever ends it.
 */
export async function workerLoop(ports: LoopPorts): Promise<LoopResult> {
  const holding: Holding = { queue: [], reports: [], ended: 0, exhausted: null, waitingSince: null };
  const exit = await turnAround(ports, holding).catch(exitOfFault);
  if (exit.reason !== 'root-replaced') {
    await handBackAll(ports, holding);
  }
  return { exit, evaluations: holding.ended };
}

async function turnAround(ports: LoopPorts, holding: Holding): Promise<WorkerExit> {
  for (;;) {
    const exit = await step(ports, holding);
    if (exit !== null) {
      return exit;
    }
    const claim = holding.queue.shift();
    if (claim === undefined) {
      await ports.stops.pause(IDLE_MS);
    } else {
      await evaluate(ports, holding, claim);
    }
  }
}

/** Reports what is finished and, with nothing left to do, asks for more. Null: go on. */
async function step(ports: LoopPorts, holding: Holding): Promise<WorkerExit | null> {
  const order = ports.stops.order;
  if (order?.kind === 'leave') {
    throw new IncumbentError('root-replaced', order.because);
  }
  if (order !== null || holding.queue.length > 0) {
    if (holding.reports.length > 0) {
      await stepPatiently(ports, { reports: holding.reports });
      holding.reports = [];
    }
    return order;
  }
  return await stepForMore(ports, holding);
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
  }
  let planned: PlannedStep | null = null;
  const outcome = await stepPatiently(ports, {
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

function stepPatiently({ session, clock, log, stops }: LoopPorts, input: StepInput): Promise<StepOutcome> {
  const patience = {
    clock,
    log,
    seconds: (input.reports ?? []).length > 0 ? REPORT_PATIENCE_SECONDS : 0,
    isHurried: () => stops.order !== null && stops.order.kind !== 'finish',
  };
  return patiently(patience, () => session.step(input));
}

function exitOf(planned: PlannedStep | null): WorkerExit | null {
  return planned?.verdict.kind === 'end' ? planned.verdict : null;
}

function plan({ session, presence, ownLimit }: LoopPorts, holding: Holding): PlannedStep {
  return planStep(session.ledger, {
    settings: session.record.settings,
    ownLimit,
    byThisWorker: holding.ended,
    duration: session.record.settings.incumbent.max_duration === null ? 0 : presence.duration(),
    liveness: presence.liveness,
    exhausted: holding.exhausted,
    mayReserve: holding.waitingSince !== progress(session),
  });
}

/** Changes whenever an optimizer that waits could decide differently. */
function progress({ ledger }: WorkerSession): string {
  return `${ledger.completed.length} ${ledger.completedRevision} ${ledger.size}`;
}

/** Claims what a step gave and thinks about the numbers that it reserved. */
async function takeOver(ports: LoopPorts, holding: Holding, outcome: StepOutcome): Promise<void> {
  holding.queue.push(...outcome.taken);
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
        holding.waitingSince = progress(ports.session);
        break;
      case 'lost':
        break;
    }
  }
}

async function evaluate(ports: LoopPorts, holding: Holding, claim: Claim): Promise<void> {
  const { session, log } = ports;
  log.info(`evaluates trial ${claim.trial}`, { attempt: claim.attempt, config: claim.config });
  const finished = await evaluateUnlessLost(ports, claim);
  if (finished === null) {
    if (!session.isSuperseded(claim)) {
      holding.queue.unshift(claim);
    }
    return;
  }
  holding.ended += 1;
  holding.reports.push(finished);
  if (finished.report.kind === 'success') {
    log.info(`trial ${claim.trial}: loss ${finished.report.loss}`, { seconds: finished.seconds });
    return;
  }
  const failure = failureInWords(finished.report);
  log.warn(`trial ${claim.trial} failed: ${failure}`, { attempt: claim.attempt });
  if (halts(finished, session.record.settings)) {
    await ports.halt(claim.trial, failure);
    await ports.stops.look();
  }
}

/** A worker that others took for dead (a suspended machine) must not go on beside the one that took its trial. */
async function evaluateUnlessLost(ports: LoopPorts, claim: Claim): Promise<FinishedEvaluation | null> {
  const { session, host, log } = ports;
  const guard = setInterval(() => {
    if (isLost(session, claim)) {
      log.warn(`trial ${claim.trial} was given to another worker meanwhile: its evaluation here is given up`);
      host.interrupt();
    }
  }, LOST_LOOK_MS);
  try {
    return await evaluateClaim(ports, claim, evaluationCall(ports, claim));
  } finally {
    clearInterval(guard);
  }
}

/** A look that fails tells nothing; the next step meets the same fault. */
function isLost(session: WorkerSession, claim: Claim): boolean {
  try {
    session.refresh();
    return session.isSuperseded(claim);
  } catch {
    return false;
  }
}

function evaluationCall({ root, session }: LoopPorts, claim: Claim): EvaluationCall {
  return {
    trial: claim.trial,
    config: claim.config,
    space: session.record.space,
    pipelineDirectory: claim.directory,
    previousPipelineDirectory: claim.previous_directory,
    rootDirectory: root,
    attempt: claim.attempt,
    logFile: runLayout(root).trial(claim.trial).log,
  };
}

async function handBackAll({ session, stops, log }: LoopPorts, holding: Holding): Promise<void> {
  for (const claim of holding.queue.splice(0)) {
    try {
      await session.handBack(claim, stops.order?.because ?? 'its worker left');
      log.info(`handed trial ${claim.trial} back to the queue`);
    } catch (thrown) {
      log.error(`could not hand trial ${claim.trial} back: ${messageOf(thrown)}`);
    }
  }
}
