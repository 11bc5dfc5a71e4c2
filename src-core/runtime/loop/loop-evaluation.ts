import { setImmediate as nextTurn } from 'node:timers/promises';
import { messageOf } from '#core/contract/errors.ts';
import { type EvaluationCall, withCost } from '#core/pipeline/pipeline.ts';
import { writeTrialEvents } from '#core/report/tensorboard/write-events.ts';
import { runLayout } from '#core/state/layout.ts';
import type { Claim } from '#core/state/session/step.ts';
import type { WorkerSession } from '#core/state/session/worker-session.ts';
import { forgetReportedCurve, reportedCurve } from '#core/state/trials/reported-curve.ts';
import { type Evaluated, evaluateClaim, failureInWords, halts, type Reported } from './evaluate-claim.ts';
import type { Holding, LoopPorts } from './loop-ports.ts';

/** Between two looks whether somebody else has been given the trial that is evaluated here. */
const LOST_LOOK_MS = 3000;

/** Evaluates a claim and keeps its report for the next step; without a result the claim stays in hand. */
export async function evaluateInHand(ports: LoopPorts, holding: Holding, claim: Claim): Promise<void> {
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
  noteForTensorBoard(ports, finished);
  if (finished.report.kind === 'success') {
    log.info(`trial ${claim.trial}: loss ${finished.report.loss}`, { seconds: finished.seconds });
    return;
  }
  const failure = failureInWords(finished.report);
  log.warn(`trial ${claim.trial} ${finished.stopped ? 'was stopped' : 'failed'}: ${failure}`, {
    attempt: claim.attempt,
  });
  if (halts(finished, session.record.settings)) {
    await ports.halt(claim.trial, failure);
  }
}

/** Before the result is reported: an attempt that is taken up again writes its own in this one's place. */
function noteForTensorBoard({ root, session, log }: LoopPorts, finished: Evaluated): void {
  const { record } = session;
  if (!record.settings.incumbent.tensorboard) {
    return;
  }
  try {
    // A directory that was moved away must not come about again, and another run's is not ours.
    if (session.lookAtRoot() === 'ours' && !session.isSuperseded(finished.claim)) {
      writeTrialEvents(root, finished, record);
    }
  } catch (thrown) {
    log.warn(`trial ${finished.claim.trial} has no event file: ${messageOf(thrown)}`);
  }
}

/** A worker that others took for dead (a suspended machine) must not go on beside the one that took its trial. */
async function evaluateUnlessLost(ports: LoopPorts, claim: Claim): Promise<Evaluated | null> {
  const { session, log } = ports;
  // A budget of cost may come while the worker is at work.
  const host = withCost(ports.host, () => session.record.settings.max_cost_total !== null);
  const guard = setInterval(() => {
    if (isLost(session, claim)) {
      log.warn(`trial ${claim.trial} was given to another worker meanwhile: its evaluation here is given up`);
      host.interrupt();
    }
  }, LOST_LOOK_MS);
  try {
    const call = evaluationCall(ports, claim);
    const reported = curveOf(ports, claim);
    const [finished] = await Promise.all([
      evaluateClaim({ ...ports, host }, claim, { call, reported }),
      settleBeside(ports),
    ]);
    return finished;
  } finally {
    clearInterval(guard);
  }
}

/** What this attempt reports; nothing is told of it where an earlier one's values can't be taken away. */
function curveOf({ root, log }: LoopPorts, { trial, attempt }: Claim): Reported {
  const { curve } = runLayout(root).trial(trial);
  try {
    if (attempt > 1) {
      forgetReportedCurve(curve);
    }
    return () => reportedCurve(curve);
  } catch (thrown) {
    log.warn(`what trial ${trial} reports is left out: ${messageOf(thrown)}`);
    return () => null;
  }
}

/** What the last step left for later, once the pipeline has its call. A fault shows again in the next step. */
async function settleBeside({ session }: LoopPorts): Promise<void> {
  await nextTurn();
  try {
    await session.settle();
  } catch {
    // It stays unsettled.
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
