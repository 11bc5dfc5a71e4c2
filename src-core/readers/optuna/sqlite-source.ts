import { createRequire } from 'node:module';
import type { Database } from 'node-sqlite3-wasm';
import { IncumbentError } from '#core/contract/errors.ts';
import { type Clock, systemClock } from '#core/platform/clock.ts';
import { identityOf } from '../foreign/small-file.ts';
import { createFactsNews } from '../foreign/thread/facts-news.ts';
import {
  CHUNK_TRIALS,
  type ForeignSource,
  type SourceChunk,
  type SourceFacts,
  type SourceRequest,
} from '../foreign/thread/source.ts';
import { parseRunAddress, type RunAddress } from '../run-address.ts';
import { hasEnded } from './journal-replay.ts';
import { gone } from './journal-source.ts';
import { copyDatabase, databaseStamp } from './sqlite-copy.ts';
import { readDetails, readHeads, readStudies, type StoredStudy, type TrialHead } from './sqlite-study.ts';
import { chooseStudy, studyFacts } from './study-facts.ts';
import { createStudySpace } from './study-space.ts';
import { recordText } from './study-trial.ts';

/** At least so many seconds between two copies. */
const COPY_EVERY = 10;

export function openSqliteSource(
  { root, cacheDirectory }: Omit<SourceRequest, 'format'>,
  clock = systemClock,
): ForeignSource {
  return new SqliteSource(parseRunAddress(root), cacheDirectory, clock);
}

/** A study in a SQLite storage, read from copies of it: SQLite itself would lock what it reads, and write beside it. */
class SqliteSource implements ForeignSource {
  readonly #address: RunAddress;
  readonly #folder: string | null;
  readonly #clock: Clock;
  readonly #identity: string | null;
  readonly #space = createStudySpace();
  readonly #factsNews = createFactsNews();
  /** What was told of trials that had not ended. */
  readonly #told = new Map<number, string>();
  readonly #ended = new Set<number>();
  #study: StoredStudy | null = null;
  #stamp = '';
  #copiedAt = Number.NEGATIVE_INFINITY;

  constructor(address: RunAddress, folder: string | null, clock: Clock) {
    this.#address = address;
    this.#folder = folder;
    this.#clock = clock;
    this.#identity = identityOf(address.path);
  }

  *look(): Generator<SourceChunk, void, void> {
    const { path: file } = this.#address;
    if (this.#identity === null || identityOf(file) !== this.#identity) {
      throw gone(file);
    }
    const stamp = databaseStamp(file);
    const now = this.#clock.monotonic();
    if (stamp === this.#stamp || now - this.#copiedAt < COPY_EVERY) {
      return;
    }
    const copy = copyDatabase(file, this.#folder);
    if (copy === null) {
      if (this.#study === null) {
        const message = `Expected a moment without a writer to copy ${file}, found none. Try again`;
        throw new IncumbentError('io', message, { file });
      }
      return;
    }
    try {
      yield* this.#read(openDatabase(copy.file));
      this.#stamp = stamp;
      this.#copiedAt = now;
    } finally {
      copy.remove();
    }
  }

  close(): void {
    // A copy lives no longer than its look.
  }

  *#read(database: Database): Generator<SourceChunk, void, void> {
    try {
      const study = this.#chosen(readStudies(database));
      const wanted = readHeads(database, study.id).filter(({ trial }) => !this.#ended.has(trial.number));
      for (let at = 0; at < wanted.length; at += CHUNK_TRIALS) {
        const heads = wanted.slice(at, at + CHUNK_TRIALS);
        readDetails(database, heads);
        yield { records: heads.flatMap((head) => this.#news(study, head)), deleted: [], facts: null };
      }
      yield { records: [], deleted: [], facts: this.#newFacts(study) };
    } finally {
      database.close();
    }
  }

  /** @throws IncumbentError `root-replaced` where the study was deleted since */
  #chosen(studies: readonly StoredStudy[]): StoredStudy {
    const before = this.#study;
    const study =
      before === null ? chooseStudy(studies, this.#address) : studies.find(({ id }) => id === before.id);
    if (study === undefined || (before !== null && study.name !== before.name)) {
      throw gone(this.#address.path);
    }
    this.#study = study;
    return study;
  }

  #news({ maximised }: StoredStudy, { trial }: TrialHead): readonly string[] {
    const text = recordText(trial, this.#space, maximised);
    if (hasEnded(trial.state)) {
      this.#ended.add(trial.number);
      this.#told.delete(trial.number);
      return [text];
    }
    const isNew = this.#told.get(trial.number) !== text;
    this.#told.set(trial.number, text);
    return isNew ? [text] : [];
  }

  #newFacts({ name, maximised }: StoredStudy): SourceFacts | null {
    const { path: file } = this.#address;
    return this.#factsNews(
      studyFacts({
        layout: 'optuna-sqlite',
        study: name,
        space: this.#space,
        maximised,
        targets: [file, `${file}-wal`].map((path) => ({ path, entries: null })),
      }),
    );
  }
}

/** The package is found where it is installed, when the first storage is opened. */
function openDatabase(file: string): Database {
  const { Database } = createRequire(import.meta.url)(
    'node-sqlite3-wasm',
  ) as typeof import('node-sqlite3-wasm');
  const database = new Database(file, { fileMustExist: true });
  // Nobody else has this copy: without that, a write-ahead log would need shared memory.
  database.exec('PRAGMA locking_mode = EXCLUSIVE');
  return database;
}
