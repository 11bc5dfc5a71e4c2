import { IncumbentError } from '#core/contract/errors.ts';
import { createLineReader, type LineReader } from '#core/state/journal/line-reader.ts';
import { identityIn, identityOf, statOrNull } from '../foreign/small-file.ts';
import { createFactsNews } from '../foreign/thread/facts-news.ts';
import {
  CHUNK_TRIALS,
  type ForeignSource,
  type SourceChunk,
  type SourceFacts,
  type SourceRequest,
} from '../foreign/thread/source.ts';
import { parseRunAddress, type RunAddress } from '../run-address.ts';
import { JournalReplay, type JournalStudy } from './journal-replay.ts';
import { chooseStudy, studyFacts } from './study-facts.ts';
import { createStudySpace } from './study-space.ts';
import { recordText, type StudyTrial } from './study-trial.ts';

/** Bytes of the journal that are read at once. */
const PIECE = 1 << 20;

export function openJournalSource({ root }: SourceRequest): ForeignSource {
  return new JournalSource(parseRunAddress(root));
}

/** A study in a journal file, which only grows: each look reads on from where the last one stopped. */
class JournalSource implements ForeignSource {
  readonly #address: RunAddress;
  readonly #identity: string | null;
  readonly #lines: LineReader;
  readonly #replay = new JournalReplay();
  readonly #space = createStudySpace();
  readonly #factsNews = createFactsNews();
  #study: JournalStudy | null = null;
  #size = 0;

  constructor(address: RunAddress) {
    this.#address = address;
    this.#identity = identityOf(address.path);
    this.#lines = createLineReader(address.path);
  }

  *look(): Generator<SourceChunk, void, void> {
    this.#checkSame();
    const changed = new Map<number, StudyTrial>();
    do {
      this.#readPiece(changed);
      if (this.#study === null && !this.#lines.more()) {
        this.#study = chooseStudy(this.#replay.studies, this.#address);
      }
    } while (this.#lines.more());
    // A study that was deleted and begun anew is another one.
    const study = this.#study;
    if (study === null || !this.#replay.studies.includes(study)) {
      throw gone(this.#address.path);
    }
    yield* this.#chunks(study, changed);
  }

  close(): void {
    // The file is opened for each reading only.
  }

  #readPiece(changed: Map<number, StudyTrial>): void {
    for (const { text } of this.#lines.readSync(PIECE)) {
      const change = this.#replay.apply(text);
      if (change !== null && (this.#study === null || change.study === this.#study)) {
        changed.set(change.trial.number, change.trial);
      }
    }
  }

  *#chunks(
    study: JournalStudy,
    changed: ReadonlyMap<number, StudyTrial>,
  ): Generator<SourceChunk, void, void> {
    // Until the study was known, those of others were noted too.
    const trials = [...changed.keys()].flatMap((number) => study.trials[number] ?? []);
    for (let at = 0; at < trials.length; at += CHUNK_TRIALS) {
      const records = trials
        .slice(at, at + CHUNK_TRIALS)
        .map((trial) => recordText(trial, this.#space, study.maximised));
      yield { records, deleted: [], facts: null };
    }
    yield { records: [], deleted: [], facts: this.#newFacts(study) };
  }

  #newFacts({ name, maximised }: JournalStudy): SourceFacts | null {
    return this.#factsNews(
      studyFacts({
        layout: 'optuna-journal',
        study: name,
        space: this.#space,
        maximised,
        targets: [{ path: this.#address.path, entries: null }],
      }),
    );
  }

  #checkSame(): void {
    const found = statOrNull(this.#address.path);
    if (found === null || identityIn(found) !== this.#identity || found.size < this.#size) {
      throw gone(this.#address.path);
    }
    this.#size = found.size;
  }
}

export function gone(file: string): IncumbentError {
  return new IncumbentError(
    'root-replaced',
    `Expected the study that was opened in ${file}; it is not there any more`,
    {
      root: file,
    },
  );
}
