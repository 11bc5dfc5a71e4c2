import { readdirSync } from 'node:fs';
import { errnoOf, fileError, readTextOrNull } from '#core/platform/files.ts';
import { createFence } from './fence.ts';
import type { JournalEntry, JournalOperation } from './journal-entry.ts';
import { announceWriter, listJournals } from './journal-writers.ts';
import { type RunLayout, runLayout } from './layout.ts';
import { readTrial, type TrialOnDisk } from './read-trial.ts';
import { createOnce, makeFolder } from './run-files.ts';
import type { RunLock } from './run-lock.ts';
import { compareTrialIds, parseTrialId } from './trial-id.ts';
import type { WatchedRecord } from './watched-record.ts';

/** The writer of a journal that was made from the files of `results/`; its fence is below every real one. */
const REBUILT_WRITER = 'rebuilt';
const REBUILT_FENCE = 0;
const MOST_REQUEUES = 1000;

/** An operation and when it happened, in milliseconds since the epoch. */
export type Timed = { readonly operation: JournalOperation; readonly time: number };

/**
 * The journal of a run whose `journal/` is missing, from the files of `results/`: results in the order of their end.
 * Reads only.
 */
export function entriesFromResults(root: string): readonly JournalEntry[] {
  return entriesOfTrials(readTrials(runLayout(root)));
}

/** The same from trials that were read already, for whoever reads them piece by piece. In the order of numbers. */
export function entriesOfTrials(trials: readonly TrialOnDisk[]): readonly JournalEntry[] {
  const completed = trials.filter(isCompleted).sort(byEnd);
  const timed = [...trials.flatMap(beginning), ...completed.map(completion)];
  return timed.map(({ operation, time }, index) => ({
    ...(operation as JournalEntry),
    fence: REBUILT_FENCE,
    seq: index + 1,
    time,
    writer: REBUILT_WRITER,
  }));
}

/**
 * Makes sure that there is a journal to go on with. Where it is missing and results are there, it is rebuilt under
 * the lock; of several workers one does it.
 */
export async function ensureJournal(layout: RunLayout, lock: RunLock, record: WatchedRecord): Promise<void> {
  makeFolder('fences.make', layout.fences);
  makeFolder('claims.make', layout.claims);
  if (hasJournal(layout) || listTrials(layout).length === 0) {
    return;
  }
  const held = await lock.acquire();
  const fence = createFence(layout);
  try {
    record.check();
    fence.take(0);
    held.sign();
    if (!hasJournal(layout)) {
      const lines = entriesFromResults(layout.root).map(({ writer: _writer, ...line }) =>
        JSON.stringify(line),
      );
      createOnce('rebuilt-journal', layout.journalOf(REBUILT_WRITER), `${lines.join('\n')}\n`);
      announceWriter(layout, REBUILT_WRITER);
    }
  } finally {
    held.release(fence.leave());
  }
}

/** The list of writers is asked by its name too: a listing may lag behind. */
function hasJournal(layout: RunLayout): boolean {
  return listJournals(layout).length > 0 || readTextOrNull(layout.writers) !== null;
}

/** The ids of the directories in `results/`, ordered by number. */
export function listTrials(layout: RunLayout): readonly string[] {
  try {
    return readdirSync(layout.results)
      .filter((name) => name.startsWith('config_'))
      .map((name) => name.slice('config_'.length))
      .filter((trial) => parseTrialId(trial) !== null)
      .sort(compareTrialIds);
  } catch (thrown) {
    if (errnoOf(thrown) === 'ENOENT') {
      return [];
    }
    throw fileError(thrown, layout.results, 'list');
  }
}

function readTrials(layout: RunLayout): readonly TrialOnDisk[] {
  return listTrials(layout)
    .map((trial) => readTrial(layout, trial))
    .filter((trial) => trial !== null);
}

/** How a trial came about and what became of its attempts so far. */
export function beginning(found: TrialOnDisk): readonly Timed[] {
  const { trial, metadata } = found;
  const attempt = metadata.attempt ?? 0;
  // A file may say anything; a run allows a handful.
  const requeues = Math.min(Math.max(0, metadata.requeues ?? 0), MOST_REQUEUES);
  const because = 'told by the files of results/';
  const died = Array.from({ length: requeues }, (_, index): JournalOperation => {
    return { op: 'requeue', trial, attempt: index + 1, because, counts: true };
  });
  const claim: JournalOperation = { op: 'claim', trial, attempt, ...by(found) };
  const waits = !isCompleted(found) && metadata.state !== 'evaluating';
  const operations: readonly JournalOperation[] = [
    creation(found),
    ...(attempt > 0 ? [claim] : []),
    ...died,
    ...(attempt > 0 && waits ? [{ op: 'hand-back', trial, attempt, because } as const] : []),
  ];
  const time = milliseconds(metadata.time_sampled, 0);
  return operations.map((operation) => ({
    operation,
    time: operation.op === 'claim' ? milliseconds(metadata.time_started, time) : time,
  }));
}

/** That the trial is there, as one that waits. */
export function creation({ trial, config, metadata }: TrialOnDisk): JournalOperation {
  const placement = {
    bracket: metadata.bracket ?? null,
    rung: metadata.rung ?? parseTrialId(trial)?.rung ?? null,
    fidelity: metadata.fidelity ?? null,
  };
  const number = parseTrialId(trial)?.number ?? 0;
  const from = metadata.previous ?? null;
  return from === null
    ? { op: 'sample', number, trial, config, ...placement, attempt: 0 }
    : { op: 'promote', reservation: number, from, trial, config, ...placement, attempt: 0 };
}

/** What came of a trial that has its outcome. A trial that was given up has an error file too; its state tells it from one that the pipeline failed. */
export function completion(found: TrialOnDisk): Timed {
  const { trial, metadata, outcome } = found;
  const attempt = metadata.attempt ?? 1;
  const started = milliseconds(metadata.time_started, milliseconds(metadata.time_sampled, 0));
  const ended = milliseconds(metadata.time_end, started);
  if (outcome === null || (outcome.kind === 'failed' && metadata.state === 'crashed')) {
    const message = outcome?.kind === 'failed' ? outcome.error.message : '';
    return { operation: { op: 'crash', trial, attempt, message }, time: ended };
  }
  const seconds = metadata.evaluation_duration ?? null;
  const common = {
    op: 'report',
    ...by(found),
    trial,
    attempt,
    late: false,
    started,
    ended,
    seconds,
  } as const;
  const { cost } = outcome;
  const operation: JournalOperation =
    outcome.kind === 'success'
      ? {
          ...common,
          state: 'success',
          loss: outcome.loss,
          cost,
          learning_curve: outcome.learning_curve === null ? null : [...outcome.learning_curve],
          extra: outcome.extra,
          ...(outcome.extra_floats === null ? {} : { extra_floats: outcome.extra_floats }),
          error: null,
        }
      : {
          ...common,
          state: 'failed',
          loss: null,
          cost,
          learning_curve: null,
          extra: null,
          error: outcome.error,
        };
  return { operation, time: ended };
}

function isCompleted({ outcome }: TrialOnDisk): boolean {
  return outcome !== null;
}

function by({ metadata }: TrialOnDisk): { readonly by?: string } {
  return typeof metadata.worker === 'string' ? { by: metadata.worker } : {};
}

function byEnd(a: TrialOnDisk, b: TrialOnDisk): number {
  const [left, right] = [a.metadata.time_end ?? 0, b.metadata.time_end ?? 0];
  return left - right || compareTrialIds(a.trial, b.trial);
}

function milliseconds(seconds: number | null | undefined, otherwise: number): number {
  return typeof seconds === 'number' && Number.isFinite(seconds) ? Math.round(seconds * 1000) : otherwise;
}
