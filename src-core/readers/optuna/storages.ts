import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { IncumbentError } from '#core/contract/errors.ts';
import { createLineReader } from '#core/state/journal/line-reader.ts';
import { openForeign } from '../foreign/opened-foreign.ts';
import { identityIn } from '../foreign/small-file.ts';
import type { FileScan, ReaderContext } from '../reader.ts';
import { runAddress } from '../run-address.ts';
import { JournalReplay } from './journal-replay.ts';
import { storageFormat } from './storage-format.ts';
import { studiesNamedBy } from './study-facts.ts';

const STORAGE_NAME = /\.(?:db3?|sqlite3?|log|jsonl?|journal)$/i;

/** Whether a file of this name may be a storage of studies; only its content tells whether it is. */
export function mayBeStorage(name: string): boolean {
  return STORAGE_NAME.test(name);
}

/** How the names of a file's studies are found out. */
type StudyNames = { readonly list: () => Promise<readonly string[]>; readonly isCopied: boolean };

type Known = StudyNames & {
  /** Seconds after `listedAt` in which the file is not read again. */
  readonly pause: number;
  readonly identity: string;
  readonly stamp: string;
  readonly listedAt: number;
  readonly roots: readonly string[];
};

/** Lists the studies of storages; a file that has not changed is not read again. */
export function createStorages(context: ReaderContext): FileScan {
  const known = new Map<string, Known>();
  return {
    rootsIn: async (file) => {
      const { identity, stamp } = await lookAt(file);
      const now = context.clock.monotonic();
      const before = known.get(file);
      if (before?.stamp === stamp || (before !== undefined && now - before.listedAt < before.pause)) {
        return before.roots;
      }
      const isSame = before !== undefined && before.identity === identity && before.roots.length > 0;
      const { list, isCopied } = isSame ? before : await studyNames(file, context);
      const names = await list();
      const roots = names.length === 1 ? [file] : names.map((name) => runAddress(file, name));
      const pause = isCopied ? pauseAfter(context.clock.monotonic() - now) : 0;
      known.set(file, { list, isCopied, pause, identity, stamp, listedAt: now, roots });
      return roots;
    },
  };
}

const DATABASE_NAME = /\.(?:db3?|sqlite3?)$/i;

/** Names the file, and differs after anything was written to it. What is new of a database may lie beside it. */
async function lookAt(file: string): Promise<{ readonly identity: string; readonly stamp: string }> {
  const parts = DATABASE_NAME.test(file) ? ['', '-wal', '-journal'] : [''];
  const found = await Promise.all(parts.map((part) => stat(file + part).catch(() => null)));
  const [own] = found;
  return {
    identity: own ? identityIn(own) : '-',
    stamp: found.map((each) => (each ? `${each.ino}:${each.size}:${each.mtimeMs}` : '-')).join('|'),
  };
}

async function studyNames(file: string, context: ReaderContext): Promise<StudyNames> {
  switch (await storageFormat(file)) {
    case 'optuna-journal':
      return { list: namesInJournal(file), isCopied: false };
    case 'optuna-sqlite':
      return { list: () => namesInDatabase(file, context), isCopied: true };
    case null:
      return { list: async () => [], isCopied: false };
  }
}

/** Bytes of a journal that are read at once. */
const PIECE = 1 << 20;
/** How the operations begin that make and delete studies. */
const OF_STUDIES = /^\{"op_code":\s*[01]\b/;

/** Each call reads on from where the last one stopped. */
function namesInJournal(file: string): StudyNames['list'] {
  const lines = createLineReader(file);
  const replay = new JournalReplay();
  return async () => {
    do {
      for (const { text } of await lines.read(PIECE)) {
        if (OF_STUDIES.test(text)) {
          replay.apply(text);
        }
      }
    } while (lines.more());
    return replay.studies.map(({ name }) => name);
  };
}

/** Seconds in which a database that goes on changing is not copied again: less than from one steady scan to the next. */
const LEAST_PAUSE = 5;
/** A large one is copied more seldom: for every second that it took, so many of rest. */
const REST = 20;

function pauseAfter(seconds: number): number {
  return Math.max(LEAST_PAUSE, REST * seconds);
}

/** Asking for a study that can't be there is answered with those that are, without reading any. */
async function namesInDatabase(file: string, context: ReaderContext): Promise<readonly string[]> {
  try {
    const root = runAddress(file, randomUUID());
    (await openForeign({ reader: 'optuna', format: 'optuna-sqlite', root }, context)).close();
    return [];
  } catch (error) {
    if (error instanceof IncumbentError && error.code === 'root-not-a-run') {
      return studiesNamedBy(error);
    }
    throw error;
  }
}
