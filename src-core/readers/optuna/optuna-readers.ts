import { closeSync, constants, openSync, readSync } from 'node:fs';
import { openForeign } from '../foreign/opened-foreign.ts';
import { statOrNull } from '../foreign/small-file.ts';
import type { RunReader } from '../reader.ts';
import { parseStudyAddress } from './study-address.ts';

/** Journals of Optuna, while they grow. */
export const optunaJournalReader: RunReader = {
  name: 'optuna-journal',
  canRead: async (root) => /^\{"op_code":\s*\d/.test(startOf(parseStudyAddress(root).file)),
  open: (root, context) => openForeign('optuna-journal', root, context),
};

/** SQLite storages of Optuna. */
export const optunaSqliteReader: RunReader = {
  name: 'optuna-sqlite',
  canRead: async (root) => {
    const { file } = parseStudyAddress(root);
    // The tables' texts stand on the first pages, or still in the write-ahead log.
    const isStorage = (start: string): boolean => start.includes('study_directions');
    const start = startOf(file);
    return start.startsWith('SQLite format 3\0') && (isStorage(start) || isStorage(startOf(`${file}-wal`)));
  },
  open: (root, context) => openForeign('optuna-sqlite', root, context),
};

const START = 256 * 1024;
const READING = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** How a file begins; empty where there is none. */
function startOf(file: string): string {
  if (statOrNull(file)?.isFile() !== true) {
    return '';
  }
  try {
    const descriptor = openSync(file, READING);
    try {
      const bytes = Buffer.alloc(START);
      return bytes.toString('latin1', 0, readSync(descriptor, bytes, 0, START, 0));
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return '';
  }
}
