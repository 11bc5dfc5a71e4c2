import { compareTrialIds, parseTrialId } from '#core/contract/run/trial-order.ts';
import type { TrialOnDisk, TrialOutcome } from '../trials/read-trial.ts';
import type { JournalEntry } from './journal-entry.ts';

/** The writer of a journal that was made from the files of `results/`; its fence is below every real one. */
export const REBUILT_WRITER = 'rebuilt';
const REBUILT_FENCE = 0;
const MOST_REQUEUES = 1000;

/**
 * An entry without its place among the others. Such entries are made as one literal each and get their place afterwards:
 * putting an object together of several takes many times as much memory, and there are three for each trial.
 */
export type Unplaced = JournalEntry & { fence: number; seq: number };

/**
 * The entries of a journal that would tell what the files of these trials tell: each trial with what came of it, in the
 * order of their ends, then those that have no end. So a ledger never holds many that are under way, and its lists grow
 * at their ends. Made as it is walked through.
 */
export function* entriesOfTrials(trials: readonly TrialOnDisk[]): Iterable<JournalEntry> {
  let seq = 0;
  const placed = (entry: Unplaced): JournalEntry => {
    seq += 1;
    entry.seq = seq;
    return entry;
  };
  for (const trial of trials.filter(isCompleted).sort(byEnd)) {
    yield* beginning(trial).map(placed);
    yield placed(completion(trial));
  }
  for (const trial of trials.filter((other) => !isCompleted(other))) {
    yield* beginning(trial).map(placed);
  }
}

/** How a trial came about and what became of its attempts so far. */
export function beginning(found: TrialOnDisk): readonly Unplaced[] {
  const { trial, metadata } = found;
  const attempt = metadata.attempt ?? 0;
  // A file may say anything; a run allows a handful.
  const requeues = Math.min(Math.max(0, metadata.requeues ?? 0), MOST_REQUEUES);
  const because = 'told by the files of results/';
  const time = sampledAt(found);
  const entries = [creation(found)];
  if (attempt > 0) {
    const begun = milliseconds(metadata.time_started, time);
    const by = workerOf(found);
    entries.push({
      op: 'claim',
      fence: REBUILT_FENCE,
      seq: 0,
      time: begun,
      writer: REBUILT_WRITER,
      by,
      trial,
      attempt,
    });
  }
  for (let died = 1; died <= requeues; died += 1) {
    const place = { fence: REBUILT_FENCE, seq: 0, time, writer: REBUILT_WRITER };
    entries.push({ op: 'requeue', ...place, trial, attempt: died, because, counts: true });
  }
  if (attempt > 0 && !isCompleted(found) && metadata.state !== 'evaluating') {
    entries.push({
      op: 'hand-back',
      fence: REBUILT_FENCE,
      seq: 0,
      time,
      writer: REBUILT_WRITER,
      trial,
      attempt,
      because,
    });
  }
  return entries;
}

/** That the trial is there, as one that waits. */
export function creation(found: TrialOnDisk): Unplaced {
  const { trial, config, metadata } = found;
  const name = parseTrialId(trial);
  const place = { fence: REBUILT_FENCE, seq: 0, time: sampledAt(found), writer: REBUILT_WRITER };
  const placement = {
    bracket: metadata.bracket ?? null,
    rung: metadata.rung ?? name?.rung ?? null,
    fidelity: metadata.fidelity ?? null,
  };
  const number = name?.number ?? 0;
  const from = metadata.previous ?? null;
  return from === null
    ? { op: 'sample', ...place, number, trial, config, ...placement, attempt: 0 }
    : { op: 'promote', ...place, reservation: number, from, trial, config, ...placement, attempt: 0 };
}

/** What came of a trial that has its outcome. A trial that was given up has an error file too; its state tells it from one that the pipeline failed. */
export function completion(found: TrialOnDisk): Unplaced {
  const { trial, metadata, outcome } = found;
  const attempt = metadata.attempt ?? 1;
  const started = milliseconds(metadata.time_started, sampledAt(found));
  const time = milliseconds(metadata.time_end, started);
  const place = { fence: REBUILT_FENCE, seq: 0, time, writer: REBUILT_WRITER };
  if (outcome === null || (outcome.kind === 'failed' && metadata.state === 'crashed')) {
    const message = outcome?.kind === 'failed' ? outcome.error.message : '';
    return { op: 'crash', ...place, trial, attempt, message };
  }
  return {
    op: 'report',
    ...place,
    by: workerOf(found),
    trial,
    attempt,
    late: false,
    state: outcome.kind,
    ...resultOf(outcome),
    cost: outcome.cost,
    started,
    ended: time,
    seconds: metadata.evaluation_duration ?? null,
  };
}

function resultOf(outcome: TrialOutcome) {
  if (outcome.kind === 'failed') {
    return { loss: null, learning_curve: null, extra: null, extra_floats: undefined, error: outcome.error };
  }
  const { loss, learning_curve, extra, extra_floats } = outcome;
  const curve = learning_curve === null ? null : [...learning_curve];
  return { loss, learning_curve: curve, extra, extra_floats: extra_floats ?? undefined, error: null };
}

function sampledAt({ metadata }: TrialOnDisk): number {
  return milliseconds(metadata.time_sampled, 0);
}

function isCompleted({ outcome }: TrialOnDisk): boolean {
  return outcome !== null;
}

function workerOf({ metadata }: TrialOnDisk): string | undefined {
  return metadata.worker ?? undefined;
}

function byEnd(a: TrialOnDisk, b: TrialOnDisk): number {
  const [left, right] = [a.metadata.time_end ?? 0, b.metadata.time_end ?? 0];
  return left - right || compareTrialIds(a.trial, b.trial);
}

function milliseconds(seconds: number | null | undefined, otherwise: number): number {
  return typeof seconds === 'number' && Number.isFinite(seconds) ? Math.round(seconds * 1000) : otherwise;
}
