import { existsSync } from 'node:fs';
import { named } from '#core/platform/files.ts';
import type { JournalEntry, JournalOperation } from '../journal/journal-entry.ts';
import type { Tenure } from '../journal/journal-session.ts';
import { runDisk } from '../run-files.ts';
import { completeTrialDirectory, writeTrialProgress } from '../trials/trial-directory.ts';
import { claimOf, knownFacts, type SessionContext } from './session-context.ts';
import type { ClaimName, FinishedEvaluation, StepInput, StepOutcome, StepPlan } from './step.ts';
import {
  deletingOperations,
  endingOperations,
  releaseOperations,
  reportOperations,
  takingOperations,
} from './step-operations.ts';

/** `WorkerSession.step`. */
export async function runStep(context: SessionContext, input: StepInput): Promise<StepOutcome> {
  const reports = input.reports ?? [];
  // What is left of a step before this one, whose settling failed.
  await settle(context);
  const outcome = await context.journal.lockedAhead((tenure) => {
    tenure.write(reportOperations(tenure.ledger, reports));
    const plan = input.decide?.(tenure.ledger, context.clock.now()) ?? {};
    endAttempts(context, tenure, plan);
    return take(context, tenure, plan);
  });
  context.unsettled.push(...reports);
  if (input.settle === 'later') {
    context.journal.beginSync();
  } else {
    await settle(context);
  }
  return outcome;
}

/** `WorkerSession.settle`. */
export async function settle(context: SessionContext): Promise<void> {
  const { journal, unsettled } = context;
  const reported = [...unsettled];
  await journal.sync();
  for (const report of reported.filter((each) => unsettled.includes(each))) {
    writeOutcome(context, report);
    unsettled.splice(unsettled.indexOf(report), 1);
  }
}

/** Ends attempts and reservations of others; their trials' files are rewritten here, while nobody can take them. */
function endAttempts(context: SessionContext, tenure: Tenure, plan: StepPlan): void {
  const { layout, record } = context;
  const releases = releaseOperations(layout, plan, tenure.refresh);
  const endings = endingOperations(tenure.ledger, plan);
  tenure.write([...releases, ...endings, ...deletingOperations(tenure.ledger, plan)]);
  for (const trial of endings.flatMap(trialOf)) {
    completeTrialDirectory(layout, knownFacts(context, trial), record.current().space);
  }
}

/** Claims and reserves. A trial that was evaluated before has its directory; one that only waits may not. */
function take(context: SessionContext, tenure: Tenure, plan: StepPlan): StepOutcome {
  const { layout, record, attempts } = context;
  const entries = tenure.write(takingOperations(attempts, tenure.ledger, plan));
  attempts.written();
  const claimed = entries.flatMap((entry) => (entry.op === 'claim' ? [entry.trial] : []));
  const trials = [...(plan.resume ?? []).filter((trial) => isOwn(context, trial)), ...claimed];
  keepOrigins(context, trials);
  for (const trial of trials) {
    completeTrialDirectory(layout, knownFacts(context, trial), record.current().space);
  }
  return {
    taken: trials.map((trial) => claimOf(context, trial)),
    reservations: entries.flatMap((entry: JournalEntry) =>
      entry.op === 'reserve' ? [{ number: entry.number, fence: tenure.fence }] : [],
    ),
  };
}

function isOwn({ ledger, worker }: SessionContext, id: string): boolean {
  const trial = ledger.get(id);
  return trial?.state === 'evaluating' && trial.worker === worker;
}

/**
 * Others may have died before they made durable how these trials came about. Once this worker evaluates them, results
 * rest on those lines, so they must survive a power cut too.
 */
function keepOrigins({ layout, ledger, worker }: SessionContext, trials: readonly string[]): void {
  const writers = new Set(trials.map((trial) => ledger.originWriter(trial)));
  for (const writer of writers) {
    if (writer !== null && writer !== worker) {
      const path = layout.journalOf(writer);
      named(path, 'write', () => runDisk.syncFile('journal.sync-other', path));
    }
  }
}

/**
 * The files of a result, outside the lock: while its trial is completed nobody else writes them. A result that does
 * not count stays in the journal alone.
 */
function writeOutcome(context: SessionContext, { claim }: FinishedEvaluation): void {
  if (!counts(context, claim)) {
    return;
  }
  try {
    writeTrialProgress(context.layout, knownFacts(context, claim.trial));
  } catch (thrown) {
    if (existsSync(claim.directory)) {
      throw thrown;
    }
    writeOutcomeAnew(context, claim);
  }
}

/** The directory is gone: the function has removed it, such as to clear up, or a person has just deleted the trial. */
function writeOutcomeAnew(context: SessionContext, claim: ClaimName): void {
  // Nor must it come about in another run that took this one's place.
  context.record.check();
  context.journal.refresh();
  if (counts(context, claim)) {
    completeTrialDirectory(context.layout, knownFacts(context, claim.trial), context.record.current().space);
  }
}

function counts({ ledger, worker }: SessionContext, claim: ClaimName): boolean {
  const trial = ledger.get(claim.trial);
  return trial !== null && trial.worker === worker && trial.attempt === claim.attempt;
}

function trialOf(operation: JournalOperation): readonly string[] {
  return 'trial' in operation ? [operation.trial] : [];
}

/** `WorkerSession.end`. */
export async function endSession(
  { journal, ledger, worker, record }: SessionContext,
  because: string,
): Promise<void> {
  record.check();
  const fence = ledger.lastFence;
  const left = [...ledger.reservations.values()].filter((reservation) => reservation.worker === worker);
  journal.write(
    [
      ...left.map(({ number }) => ({ op: 'release' as const, number, of: worker, because })),
      { op: 'ended', because },
    ],
    fence,
  );
  await journal.sync();
  journal.close();
}
