import { existsSync } from 'node:fs';
import { parseTrialId } from '#core/contract/run/trial-order.ts';
import { fidelityOf } from '#core/space/roles.ts';
import type { JournalOperation } from '../journal/journal-entry.ts';
import { createTrialDirectory, writeTrialProgress } from '../trials/trial-directory.ts';
import { trialId } from '../trials/trial-id.ts';
import { claimOf, knownFacts, type SessionContext } from './session-context.ts';
import type { Claim, ClaimName, PromoteDecision, Reservation, SampleDecision } from './step.ts';
import { wasTakenBack } from './step-operations.ts';

/** `WorkerSession.begin`. */
export async function beginTrial(
  context: SessionContext,
  reservation: Reservation,
  decision: SampleDecision | PromoteDecision,
): Promise<Claim | null> {
  context.record.check();
  const trial =
    decision.kind === 'sample'
      ? sample(context, reservation, { decision, attempt: 1 })
      : await promote(context, reservation, decision);
  return trial === null ? null : startTrial(context, trial);
}

/** `WorkerSession.enqueue`. */
export async function enqueueTrial(
  context: SessionContext,
  reservation: Reservation,
  decision: SampleDecision,
): Promise<string | null> {
  context.record.check();
  const trial = sample(context, reservation, { decision, attempt: 0 });
  return trial === null ? null : startTrial(context, trial).trial;
}

function startTrial(context: SessionContext, trial: string): Claim {
  createTrialDirectory(context.layout, knownFacts(context, trial), context.record.current().space);
  return claimOf(context, trial);
}

/**
 * A sample always stands, so it needs no lock: its number is this worker's own. Only a worker that was taken for dead
 * finds the number taken back, after it has written its line: then whoever took it knows that line or never counts it.
 */
function sample(
  context: SessionContext,
  reservation: Reservation,
  { decision, attempt }: { readonly decision: SampleDecision; readonly attempt: 0 | 1 },
): string | null {
  const { layout, journal } = context;
  const { number, fence } = reservation;
  const { config, bracket, rung, fidelity } = decision;
  const trial = trialId(number, rung);
  if (existsSync(layout.trial(trial).directory)) {
    // Files that no journal knows. They are somebody's results: another number will do.
    release(context, reservation, `config_${trial} is there already`);
    return null;
  }
  journal.write([{ op: 'sample', number, trial, config, bracket, rung, fidelity, attempt }], fence);
  if (!wasTakenBack(layout, number)) {
    return trial;
  }
  if (attempt > 0) {
    journal.write([{ op: 'hand-back', trial, attempt, because: 'the number was taken back' }], fence);
  }
  return null;
}

/** Under the lock, because two workers may want to promote the same trial. */
async function promote(
  context: SessionContext,
  reservation: Reservation,
  decision: PromoteDecision,
): Promise<string | null> {
  return context.journal.locked((tenure) => {
    const operation = promoteOperation(context, reservation, decision);
    if (operation !== null) {
      tenure.write([operation]);
      context.attempts.written();
      return operation.trial;
    }
    const because = `${decision.from} was promoted meanwhile`;
    tenure.write([{ op: 'release', number: reservation.number, of: context.worker, because }]);
    return null;
  });
}

function promoteOperation(
  context: SessionContext,
  { number }: Reservation,
  { from, bracket, rung, fidelity }: PromoteDecision,
): Extract<JournalOperation, { readonly op: 'promote' }> | null {
  const { ledger, attempts, worker, record } = context;
  const source = ledger.get(from);
  const held = [...ledger.reservations.values()].some(
    (reservation) => reservation.number === number && reservation.worker === worker,
  );
  if (source === null || !held || ledger.isContinued(from)) {
    return null;
  }
  const trial = trialId(parseTrialId(from)?.number ?? number, rung);
  if (ledger.get(trial) !== null || ledger.isDeleted(trial)) {
    return null;
  }
  const name = fidelityOf(record.current().space)?.name;
  const config = name === undefined ? source.config : { ...source.config, [name]: fidelity };
  const attempt = attempts.create(trial, ledger.lastAttempt(trial));
  return { op: 'promote', reservation: number, from, trial, config, bracket, rung, fidelity, attempt };
}

/** `WorkerSession.release`. */
export function release(context: SessionContext, reservation: Reservation, because: string): void {
  const { journal, worker } = context;
  journal.write([{ op: 'release', number: reservation.number, of: worker, because }], reservation.fence);
}

/** `WorkerSession.handBack`. Files first: once the line is there, others may take the trial and write them. */
export function handBack(context: SessionContext, claim: ClaimName, because: string): void {
  const { layout, ledger, journal, record } = context;
  record.check();
  const { trial, attempt } = claim;
  if (isSuperseded(context, claim)) {
    return;
  }
  const facts = knownFacts(context, trial);
  try {
    writeTrialProgress(layout, {
      ...facts,
      trial: { ...facts.trial, state: 'pending', worker: null, started_at: null },
    });
  } catch {
    // Files that can't be written, such as of a directory that was never made: whoever takes the trial completes them.
  }
  journal.write([{ op: 'hand-back', trial, attempt, because }], ledger.lastFence);
}

/** `WorkerSession.isSuperseded`. Most times one look tells that nobody tried; otherwise the journals do. */
export function isSuperseded({ layout, journal, worker }: SessionContext, claim: ClaimName): boolean {
  if (!existsSync(layout.claim(claim.trial, claim.attempt + 1))) {
    return journal.ledger.get(claim.trial) === null;
  }
  const trial = journal.refresh().get(claim.trial);
  return trial === null || trial.worker !== worker || trial.attempt !== claim.attempt;
}
