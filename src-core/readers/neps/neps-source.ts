import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { IncumbentError } from '#core/contract/errors.ts';
import { systemClock } from '#core/platform/clock.ts';
import { createFactsNews } from '../foreign/facts-news.ts';
import { identityOf, statOrNull } from '../foreign/small-file.ts';
import {
  CHUNK_TRIALS,
  type ForeignSource,
  type SourceChunk,
  type SourceFacts,
  type SourceRequest,
  type TrialRecord,
} from '../foreign/source.ts';
import { openTrialCache, type TrialCache } from '../foreign/trial-cache.ts';
import type { FlatTarget } from '../reader.ts';
import { heldLocks } from './held-locks.ts';
import type { NepsLayout, TrialSurroundings } from './layout.ts';
import { layoutOf } from './layouts/layouts.ts';
import { nepsFacts } from './neps-facts.ts';
import { MARK_FILES, type RootMarks, readMarks } from './root-marks.ts';
import { createSharedErrors, SHARED_ERRORS, type SharedErrors } from './shared-errors.ts';
import { createTrialDirectories, type TrialDirectories } from './trial-directories.ts';
import { createSweep } from './trial-sweep.ts';

export function openNepsSource(request: SourceRequest): ForeignSource {
  return new NepsSource(request);
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

/** Runs with fewer trials are read faster than a file beside them. */
const WORTH_KEEPING = 500;
/** A file that has been cut for longer will stay so, in milliseconds. */
const YOUNG = 2_000;
/** Directories of unfinished trials that file events are asked for at most. */
const MOST_WATCHED = 64;

class NepsSource implements ForeignSource {
  readonly #root: string;
  readonly #cacheDirectory: string | null;
  readonly #identity: string;
  readonly #errors: SharedErrors;
  readonly #factsNews = createFactsNews();
  readonly #known = new Map<string, Known>();
  /** Trials that have not ended, and those whose files can't be read yet. */
  readonly #open = new Set<string>();
  #layout: NepsLayout;
  #directories: TrialDirectories;
  #cache: TrialCache | null = null;
  #isFirst = true;
  #worker: string | null = null;
  #hasLock = false;
  readonly #sweep = createSweep(this.#known);

  constructor({ root, cacheDirectory }: SourceRequest) {
    this.#root = root;
    this.#cacheDirectory = cacheDirectory;
    const identity = identityOf(root);
    if (identity === null) {
      throw gone(root);
    }
    this.#identity = identity;
    this.#errors = createSharedErrors(root);
    this.#layout = layoutOf(readMarks(root, null));
    this.#directories = this.#newDirectories();
  }

  *look(): Generator<SourceChunk, void, void> {
    if (identityOf(this.#root) !== this.#identity || statOrNull(this.#folder()) === null) {
      throw gone(this.#root);
    }
    const marks = readMarks(this.#root, this.#worker);
    const facts = this.#newFacts(marks);
    const { added, gone: deleted } = this.#directories.refresh();
    for (const id of deleted) {
      this.#known.delete(id);
      this.#open.delete(id);
    }
    if (this.#isFirst && added.length >= WORTH_KEEPING && this.#cacheDirectory !== null) {
      this.#cache = openTrialCache(cacheFile(this.#cacheDirectory, this.#root), this.#identity);
    }
    this.#hasLock = false;
    yield { records: [], deleted, facts };
    yield* this.#read(this.#wanted(added));
    this.#cache?.flush();
    this.#isFirst = false;
    // The trials have told a worker, and who holds a lock.
    yield { records: [], deleted: [], facts: this.#newFacts({ ...marks, worker: this.#worker }) };
  }

  close(): void {
    this.#cache?.close();
  }

  /** Ids to look at: the new ones, the unfinished ones, those with a new error, and some of the others. */
  *#wanted(added: readonly string[]): Generator<string, void, void> {
    const errors = this.#errors.refresh();
    yield* added;
    if (this.#isFirst) {
      return;
    }
    const fresh = new Set(added);
    const others = new Set([...this.#open, ...errors.filter((id) => this.#known.has(id)), ...this.#sweep()]);
    for (const id of errors) {
      this.#forgetStamp(id);
    }
    for (const id of others) {
      if (!fresh.has(id)) {
        yield id;
      }
    }
  }

  #forgetStamp(id: string): void {
    const known = this.#known.get(id);
    if (known !== undefined) {
      this.#known.set(id, { ...known, stamp: '' });
    }
  }

  *#read(ids: Iterable<string>): Generator<SourceChunk, void, void> {
    const surroundings = this.#surroundings();
    let records: string[] = [];
    for (const id of ids) {
      const text = this.#readTrial(id, surroundings);
      if (text !== null) {
        records.push(text);
      }
      if (records.length === CHUNK_TRIALS) {
        yield { records, deleted: [], facts: null };
        records = [];
      }
    }
    yield { records, deleted: [], facts: null };
  }

  /** The record where it is another than before. */
  #readTrial(id: string, surroundings: TrialSurroundings): string | null {
    const { format, layout } = this.#layout;
    const before = this.#known.get(id) ?? NEW;
    const stamp = this.#directories.stampOf(id, format);
    const isSame = before.stamp === stamp;
    if (isSame && (before.settled || (format.filesTellAll && before.told !== null))) {
      return null;
    }
    const kept = before === NEW ? (this.#cache?.find(id, `${layout} ${stamp}`) ?? null) : null;
    if (kept !== null) {
      this.#known.set(id, { ...NEW, stamp, settled: true });
      return kept;
    }
    const { record, settled } = format.read(id, this.#directories.pathOf(id), surroundings);
    if (record === null || this.#isTorn(record, before)) {
      const tornSince = before.tornSince ?? systemClock.now().getTime();
      this.#known.set(id, { ...before, stamp: '', settled: false, tornSince });
      this.#open.add(id);
      return null;
    }
    return this.#take(id, { stamp, settled, record }, before);
  }

  /** Whether what was told before stays: its files are just being written. */
  #isTorn({ trial }: TrialRecord, before: Known): boolean {
    const wasRead = before.settled || before.told !== null || before.tornSince !== null;
    return (
      trial.state === 'unreadable' &&
      wasRead &&
      systemClock.now().getTime() - (before.tornSince ?? systemClock.now().getTime()) < YOUNG
    );
  }

  #take(
    id: string,
    { stamp, settled, record }: { stamp: string; settled: boolean; record: TrialRecord },
    before: Known,
  ): string | null {
    const text = JSON.stringify(record);
    this.#worker ??= record.trial.worker;
    // A trial that stays unreadable is looked at again: its stamp is none that could be found the same.
    const isUnreadable = record.trial.state === 'unreadable' && !settled;
    this.#known.set(id, {
      stamp: isUnreadable ? '' : stamp,
      settled,
      told: settled ? null : text,
      tornSince: before.tornSince,
    });
    if (settled) {
      this.#open.delete(id);
      this.#cache?.put(id, `${this.#layout.layout} ${stamp}`, text);
    } else {
      this.#open.add(id);
    }
    return text === before.told ? null : text;
  }

  #surroundings(): TrialSurroundings {
    const isHeld = heldLocks();
    return {
      errorType: (id) => this.#errors.typeOf(id),
      isLocked: (file) => {
        const locked = isHeld(file);
        this.#hasLock ||= locked;
        return locked;
      },
      isYoung: (directory) => {
        const found = statOrNull(directory);
        return found !== null && Math.abs(systemClock.now().getTime() - found.mtimeMs) < YOUNG;
      },
    };
  }

  #folder(): string {
    return join(this.#root, this.#layout.format.folder);
  }

  #newDirectories(): TrialDirectories {
    return createTrialDirectories(this.#folder());
  }

  /** Null where nothing has changed. */
  #newFacts(marks: RootMarks): SourceFacts | null {
    this.#takeLayout(layoutOf(marks));
    return this.#factsNews(
      nepsFacts({
        root: this.#root,
        layout: this.#layout,
        marks,
        live: this.#hasLock,
        targets: this.#targets(),
      }),
    );
  }

  /** Which layout it is may show only after a while. What was read in the form of another is read again. */
  #takeLayout(layout: NepsLayout): void {
    const isOther = layout.format !== this.#layout.format;
    this.#layout = layout;
    if (isOther) {
      this.#known.clear();
      this.#directories = this.#newDirectories();
    }
  }

  #targets(): readonly FlatTarget[] {
    const folder = this.#folder();
    const { files, substitutes } = this.#layout.format;
    const entries = [...files, ...Object.values(substitutes)];
    const unfinished = [...this.#open].slice(-MOST_WATCHED);
    return [
      { path: this.#root, entries: [...MARK_FILES, SHARED_ERRORS] },
      // The library appends to its cache with each change of a trial.
      { path: folder, entries: null },
      ...unfinished.map((id) => ({ path: this.#directories.pathOf(id), entries })),
    ];
  }
}

function gone(root: string): IncumbentError {
  return new IncumbentError(
    'root-replaced',
    `Expected the run that was opened at ${root}; it is not there any more`,
    {
      root,
    },
  );
}

function cacheFile(directory: string, root: string): string {
  const key = createHash('sha256').update(root).digest('hex').slice(0, 32);
  return join(directory, `${key}.jsonl`);
}
