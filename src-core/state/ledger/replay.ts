import { parseTrialId } from '#core/contract/run/trial-order.ts';
import type { JournalEntry } from '../journal/journal-entry.ts';
import { comparePositions, type JournalPosition } from '../journal/journal-position.ts';
import { absorb, createTrialRecord, type TrialEntry, type TrialRecord } from '../trials/trial-record.ts';
import { completedAt, deriveTrial, isDeleted } from './derived-trial.ts';
import { createReservations, type Reservations } from './reservations.ts';
import type { TrialIndex } from './trial-index.ts';

/** Trials that changed since the last call, by id; order does not matter. `all`: it is the first call. */
export type LedgerChanges = {
  readonly changed: readonly string[] | 'all';
  readonly deleted: readonly string[];
};

/** Everything that the entries said so far, and the trials that follow from it. */
type Replay = {
  /** Takes entries in; applying one twice changes nothing. */
  apply(entries: Iterable<JournalEntry>): void;
  /** What was said of a trial, whatever became of it. */
  record(trial: string): TrialRecord | undefined;
  readonly reservations: Reservations;
  /** Writers that said they are done. */
  readonly endedWriters: ReadonlySet<string>;
  /** The highest trial number and fence that any entry named, 0 without; the latest time, null without. */
  readonly last: { readonly number: number; readonly fence: number; readonly change: number | null };
  /** What changed since it was asked last. Nothing is noted for whoever never asks. */
  drainChanged(): LedgerChanges;
};

const NONE: readonly string[] = [];

/** @param index - where each trial is put as it is now */
export function createReplay(index: TrialIndex): Replay {
  const records = new Map<string, TrialRecord>();
  const reservations = createReservations();
  const endedWriters = new Set<string>();
  /** Null until somebody has asked for it. */
  let changed: Set<string> | null = null;
  const last = { number: 0, fence: 0, change: null as number | null };

  function apply(entries: Iterable<JournalEntry>): void {
    const touched = new Set<string>();
    for (const entry of entries) {
      last.fence = Math.max(last.fence, entry.fence);
      last.change = Math.max(last.change ?? entry.time, entry.time);
      for (const trial of take(entry)) {
        touched.add(trial);
      }
    }
    for (const trial of byCompletion(touched)) {
      renew(trial);
    }
  }

  /**
   * What several writers did is read one writer after the other. In the order of its results the list of completed
   * trials grows at its end, and nothing that follows from it has to be made anew.
   */
  function byCompletion(touched: ReadonlySet<string>): Iterable<string> {
    if (touched.size < 2) {
      return touched;
    }
    const placed = [...touched].map((trial) => {
      const record = records.get(trial);
      return { trial, position: record === undefined ? null : completedAt(record) };
    });
    return placed.sort((a, b) => compareCompletions(a.position, b.position)).map(({ trial }) => trial);
  }

  /** Answers the trials that the entry may have changed. */
  function take(entry: JournalEntry): readonly string[] {
    switch (entry.op) {
      case 'reserve':
        last.number = Math.max(last.number, entry.number);
        reservations.reserve(entry);
        return NONE;
      case 'release':
        return reservations.release(entry);
      case 'ended':
        endedWriters.add(entry.writer);
        return NONE;
      case 'sample':
      case 'promote':
        reservations.use(entry);
        return takeTrial(entry);
      default:
        return takeTrial(entry);
    }
  }

  function takeTrial(entry: TrialEntry): readonly string[] {
    const known = records.get(entry.trial);
    const record = known ?? createTrialRecord(entry.trial);
    if (known === undefined) {
      records.set(entry.trial, record);
      last.number = Math.max(last.number, parseTrialId(entry.trial)?.number ?? 0);
    }
    absorb(record, entry);
    return [entry.trial];
  }

  function renew(id: string): void {
    const record = records.get(id);
    if (record === undefined) {
      return;
    }
    const { origin, placed: before } = record;
    const given = origin !== null && reservations.wasTakenBack(origin.writer, origin.reservation);
    const trial = given ? null : deriveTrial(record);
    index.rungs.linger(id, given ? null : lingeringPrevious(record));
    if (trial === null && before === null) {
      return;
    }
    record.placed = trial === null ? null : { trial, completed: completedAt(record) };
    index.replace(before, record.placed);
    changed?.add(id);
  }

  const isThere = (id: string) => (records.get(id)?.placed ?? null) !== null;

  function drainChanged(): LedgerChanges {
    const ids = changed === null ? null : [...changed];
    changed = new Set();
    return ids === null
      ? { changed: 'all', deleted: [] }
      : {
          changed: ids.filter((id) => isThere(id)),
          deleted: ids.filter((id) => !isThere(id)),
        };
  }

  return {
    apply,
    record: (trial) => records.get(trial),
    reservations,
    endedWriters,
    last,
    drainChanged,
  };
}

/** Those without a result first, as they came. */
function compareCompletions(a: JournalPosition | null, b: JournalPosition | null): number {
  return a === null || b === null ? Number(a !== null) - Number(b !== null) : comparePositions(a, b);
}

/** What a deleted trial continued; null for any other. */
function lingeringPrevious(record: TrialRecord): string | null {
  return isDeleted(record) ? (record.origin?.from ?? null) : null;
}
