import { systemClock } from '#core/platform/clock.ts';
import type { TrialRecord } from '#core/readers/foreign/thread/source.ts';
import type { TrialCache } from '#core/readers/foreign/thread/trial-cache.ts';
import type { NepsLayout, TrialReading, TrialSurroundings } from '../layouts/layout.ts';
import type { TrialDirectories } from './trial-directories.ts';

/** Between two looks at some of the trials that have ended, in seconds; all of them are looked at in this many looks. */
const SWEEP_EVERY = 5;
const SWEEP_LOOKS = 50;
const SWEEP_LEAST = 100;

/**
 * Ids to look at although nothing tells that they changed: a few at a time, all of them in turn. Files of a trial that
 * has ended may be changed by a person all the same.
 */
function createSweep(known: ReadonlyMap<string, unknown>): () => readonly string[] {
  let ids: Iterator<string> = [][Symbol.iterator]();
  let sweptAt = Number.NEGATIVE_INFINITY;
  return () => {
    const now = systemClock.monotonic();
    if (now - sweptAt < SWEEP_EVERY) {
      return [];
    }
    sweptAt = now;
    const swept: string[] = [];
    const most = Math.max(SWEEP_LEAST, known.size / SWEEP_LOOKS);
    for (let next = ids.next(); swept.length < most; next = ids.next()) {
      if (next.done === true) {
        ids = known.keys();
        break;
      }
      swept.push(next.value);
    }
    return swept;
  };
}

/** What is known of a trial's files. */
type Known = {
  readonly stamp: string;
  /** It has ended: it is looked at again only now and then. */
  readonly settled: boolean;
  /** What was told of it, while that may change; null where nothing was told yet. */
  readonly told: string | null;
  /** Since when its files can't be read, though they could be before; milliseconds, null while they can. */
  readonly tornSince: number | null;
};

const NEW: Known = { stamp: '', settled: false, told: null, tornSince: null };

/** Files younger than this, in milliseconds, may still be written: one that has been cut for longer will stay so. */
export const YOUNG = 2_000;

/** With what the files of a trial are read in one look. */
type Reading = {
  readonly layout: NepsLayout;
  readonly directories: TrialDirectories;
  readonly surroundings: TrialSurroundings;
  /** Where trials that have ended are kept for the next opening; null where they are not. */
  readonly cache: TrialCache | null;
};

/** What was read and told of each trial, so that a look tells only of those that are another than before. */
export class ToldTrials {
  readonly #known = new Map<string, Known>();
  readonly #unfinished = new Set<string>();
  readonly #sweep = createSweep(this.#known);
  #worker: string | null = null;

  /** Trials that have not ended, and those whose files can't be read yet. */
  get unfinished(): ReadonlySet<string> {
    return this.#unfinished;
  }

  /** The first worker that a trial named; null while none did. */
  get worker(): string | null {
    return this.#worker;
  }

  forget(ids: readonly string[]): void {
    for (const id of ids) {
      this.#known.delete(id);
      this.#unfinished.delete(id);
    }
  }

  /** For a layout that shows late: what was read in the form of another is read again. */
  forgetReadings(): void {
    this.#known.clear();
  }

  /** Those to look at again: the unfinished ones, those with a new error, and some of the others in their turn. */
  due(withNewError: readonly string[]): ReadonlySet<string> {
    const reported = withNewError.filter((id) => this.#known.has(id));
    const due = new Set([...this.#unfinished, ...reported, ...this.#sweep()]);
    for (const id of reported) {
      this.#known.set(id, { ...(this.#known.get(id) ?? NEW), stamp: '' });
    }
    return due;
  }

  /** The record of a trial as JSON where it is another than before, otherwise null. */
  read(id: string, { layout: { layout, format }, directories, surroundings, cache }: Reading): string | null {
    const before = this.#known.get(id) ?? NEW;
    const stamp = directories.stampOf(id, format);
    const isSame = before.stamp === stamp;
    if (isSame && (before.settled || (format.filesTellAll && before.told !== null))) {
      return null;
    }
    const cacheStamp = `${layout} ${stamp}`;
    const kept = before === NEW ? (cache?.find(id, cacheStamp) ?? null) : null;
    if (kept !== null) {
      this.#known.set(id, { ...NEW, stamp, settled: true });
      return kept;
    }
    const { record, settled, isCut } = format.read(id, directories.pathOf(id), surroundings);
    if (record === null || isTorn(record, before)) {
      this.#leave(id, before);
      return null;
    }
    const text = this.#take(id, { stamp, settled, isCut, record }, before);
    if (settled) {
      cache?.put(id, cacheStamp, text);
    }
    return text === before.told ? null : text;
  }

  /** What was told before stays; the files are looked at again. */
  #leave(id: string, before: Known): void {
    const tornSince = before.tornSince ?? systemClock.now().getTime();
    this.#known.set(id, { ...before, stamp: '', settled: false, tornSince });
    this.#unfinished.add(id);
  }

  #take(
    id: string,
    {
      stamp,
      settled,
      isCut,
      record,
    }: TrialReading & { readonly stamp: string; readonly record: TrialRecord },
    { tornSince }: Known,
  ): string {
    const text = JSON.stringify(record);
    this.#worker ??= record.trial.worker;
    this.#known.set(id, {
      stamp: isCut === true ? '' : stamp,
      settled,
      told: settled ? null : text,
      tornSince,
    });
    if (settled) {
      this.#unfinished.delete(id);
    } else {
      this.#unfinished.add(id);
    }
    return text;
  }
}

/** Whether the files of a trial that could be read before are just being written. */
function isTorn({ trial }: TrialRecord, before: Known): boolean {
  const wasRead = before.settled || before.told !== null || before.tornSince !== null;
  const now = systemClock.now().getTime();
  return trial.state === 'unreadable' && wasRead && now - (before.tornSince ?? now) < YOUNG;
}
