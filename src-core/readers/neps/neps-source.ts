import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { IncumbentError } from '#core/contract/errors.ts';
import { systemClock } from '#core/platform/clock.ts';
import { identityOf, statOrNull } from '../foreign/small-file.ts';
import { createFactsNews } from '../foreign/thread/facts-news.ts';
import {
  CHUNK_TRIALS,
  type ForeignSource,
  type SourceChunk,
  type SourceFacts,
  type SourceRequest,
} from '../foreign/thread/source.ts';
import { openTrialCache, type TrialCache } from '../foreign/thread/trial-cache.ts';
import { createLosses } from '../losses.ts';
import type { FlatTarget } from '../reader.ts';
import { heldLocks } from './held-locks.ts';
import type { NepsLayout, TrialSurroundings } from './layouts/layout.ts';
import { layoutOf } from './layouts/layouts.ts';
import { nepsFacts } from './neps-facts.ts';
import { hasLost, MARK_FILES, type RootMarks, readMarks } from './root-marks.ts';
import { createSharedErrors, SHARED_ERRORS, type SharedErrors } from './shared-errors.ts';
import { ToldTrials, YOUNG } from './trials/told-trials.ts';
import { createTrialDirectories, type TrialDirectories } from './trials/trial-directories.ts';

export function openNepsSource(request: SourceRequest): ForeignSource {
  return new NepsSource(request);
}

/** Runs with fewer trials are read faster than a file beside them. */
const WORTH_KEEPING = 500;
/** Directories of unfinished trials that file events are asked for at most. */
const MOST_WATCHED = 64;

class NepsSource implements ForeignSource {
  readonly #root: string;
  readonly #cacheDirectory: string | null;
  readonly #identity: string;
  readonly #errors: SharedErrors;
  readonly #factsNews = createFactsNews();
  readonly #trials = new ToldTrials();
  readonly #losses = createLosses(systemClock);
  /** Trials whose directories have come and are not read yet. */
  #added: readonly string[] = [];
  /** Trials that are told of though their directories are gone. */
  readonly #missing = new Set<string>();
  #marks: RootMarks;
  #layout: NepsLayout;
  #directories: TrialDirectories;
  #cache: TrialCache | null = null;
  #isFirst = true;
  #hasLock = false;

  constructor({ root, cacheDirectory }: SourceRequest) {
    this.#root = root;
    this.#cacheDirectory = cacheDirectory;
    const identity = identityOf(root);
    if (identity === null) {
      throw gone(root);
    }
    this.#identity = identity;
    this.#errors = createSharedErrors(root);
    this.#marks = readMarks(root, null);
    this.#layout = layoutOf(this.#marks);
    this.#directories = this.#newDirectories();
  }

  *look(): Generator<SourceChunk, void, void> {
    if (identityOf(this.#root) !== this.#identity || statOrNull(this.#folder()) === null) {
      throw gone(this.#root);
    }
    this.#list();
    const deleted = this.#takeLosses();
    const facts = this.#newFacts(this.#marks);
    const added = this.#added;
    this.#added = [];
    if (this.#isFirst && added.length >= WORTH_KEEPING && this.#cacheDirectory !== null) {
      this.#cache = openTrialCache(cacheFile(this.#cacheDirectory, this.#root), this.#identity);
    }
    this.#hasLock = false;
    yield { records: [], deleted, facts };
    yield* this.#read(this.#wanted(added));
    this.#cache?.flush();
    this.#isFirst = false;
    // The trials have told a worker, and who holds a lock.
    yield {
      records: [],
      deleted: [],
      facts: this.#newFacts({ ...this.#marks, worker: this.#trials.worker }),
    };
  }

  close(): void {
    this.#cache?.close();
  }

  /** Notes whose directories came and went. */
  #list(): void {
    const { added, gone: went } = this.#directories.refresh();
    this.#added = [...this.#added, ...added];
    for (const id of went) {
      this.#missing.add(id);
    }
    for (const id of added) {
      this.#missing.delete(id);
    }
  }

  /** The ids of those that are deleted. While the root may be on its way out, nothing of it is told to be gone. */
  #takeLosses(): readonly string[] {
    const marks = readMarks(this.#root, this.#trials.worker);
    const areLess = hasLost(this.#marks, marks) && layoutOf(marks) !== this.#layout;
    const lessToTell = areLess || (marks.optimizerInfo === null && this.#marks.optimizerInfo !== null);
    if (!this.#losses.areSettled(this.#missing.size + Number(lessToTell))) {
      return [];
    }
    this.#marks = marks;
    const deleted = [...this.#missing];
    this.#missing.clear();
    this.#trials.forget(deleted);
    return deleted;
  }

  /** Ids to look at: the new ones, and those of the others that are due. */
  *#wanted(added: readonly string[]): Generator<string, void, void> {
    const errors = this.#errors.refresh();
    yield* added;
    if (this.#isFirst || this.#missing.size > 0) {
      return;
    }
    const fresh = new Set(added);
    for (const id of this.#trials.due(errors)) {
      if (!fresh.has(id)) {
        yield id;
      }
    }
  }

  *#read(ids: Iterable<string>): Generator<SourceChunk, void, void> {
    const reading = {
      layout: this.#layout,
      directories: this.#directories,
      surroundings: this.#surroundings(),
      cache: this.#cache,
    };
    let records: string[] = [];
    for (const id of ids) {
      const text = this.#trials.read(id, reading);
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

  #surroundings(): TrialSurroundings {
    const isHeld = heldLocks();
    return {
      errorType: (id) => this.#errors.typeOf(id),
      isLocked: (file) => {
        const locked = isHeld(file);
        this.#hasLock ||= locked;
        return locked;
      },
      isYoung: (path) => {
        const found = statOrNull(path);
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
      this.#trials.forgetReadings();
      this.#directories = this.#newDirectories();
      this.#added = [];
      this.#list();
    }
  }

  #targets(): readonly FlatTarget[] {
    const folder = this.#folder();
    const { files, substitutes } = this.#layout.format;
    const entries = [...files, ...Object.values(substitutes)];
    const unfinished = [...this.#trials.unfinished].slice(-MOST_WATCHED);
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
