import { IncumbentError } from '#core/contract/errors.ts';
import { parseTrialId } from '#core/contract/run/trial-order.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { JournalSession } from '../journal/journal-session.ts';
import type { RunLayout } from '../layout.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { AttemptMarks } from '../lock/attempt-marks.ts';
import type { WatchedRecord } from '../root/watched-record.ts';
import { factsOf, type TrialFacts } from '../trials/trial-files.ts';
import type { Claim, FinishedEvaluation } from './step.ts';

/** What the parts of a worker's session share. */
export type SessionContext = {
  readonly layout: RunLayout;
  readonly worker: string;
  readonly clock: Clock;
  readonly record: WatchedRecord;
  readonly journal: JournalSession;
  readonly ledger: Ledger;
  readonly attempts: AttemptMarks;
  /** Reports of steps that have not been settled. */
  readonly unsettled: FinishedEvaluation[];
};

/** A trial that must be there. */
export function knownFacts({ ledger, layout, record }: SessionContext, trial: string): TrialFacts {
  const facts = factsOf(ledger, trial, record.current().space);
  if (facts === null) {
    throw new IncumbentError('trial-not-found', `There is no trial ${trial} in ${layout.root}`, { trial });
  }
  return facts;
}

/** The claim that this worker's latest line on a trial made. */
export function claimOf(context: SessionContext, id: string): Claim {
  const { layout, clock } = context;
  const { trial } = knownFacts(context, id);
  const { attempt, config, bracket, rung, fidelity, previous } = trial;
  return {
    trial: id,
    attempt,
    number: parseTrialId(id)?.number ?? 0,
    config,
    bracket,
    rung,
    fidelity,
    previous,
    directory: layout.trial(id).directory,
    previous_directory: previous === null ? null : layout.trial(previous).directory,
    started: trial.started_at === null ? clock.now().getTime() : Date.parse(trial.started_at),
  };
}
