import { open, stat } from 'node:fs/promises';
import { openForeign } from '../foreign/opened-foreign.ts';
import { READING } from '../foreign/small-file.ts';
import type { ReaderContext, RunReader } from '../reader.ts';
import { parseStudyAddress, studyAddress } from './study-address.ts';
import { studiesNamedBy } from './study-facts.ts';

/** Journals of Optuna, while they grow. */
export const optunaJournalReader: RunReader = {
  name: 'optuna-journal',
  canRead: async (root) => /^\{"op_code":\s*\d/.test(await startOf(parseStudyAddress(root).file, LINE)),
  runsIn: (root, context) => studiesIn('optuna-journal', root, context),
  open: (root, context) => openForeign('optuna-journal', root, context),
};

/** SQLite storages of Optuna. */
export const optunaSqliteReader: RunReader = {
  name: 'optuna-sqlite',
  canRead: async (root) => {
    const { file } = parseStudyAddress(root);
    if ((await startOf(file, SQLITE.length)) !== SQLITE) {
      return false;
    }
    // The tables' texts stand on the first pages, or still in the write-ahead log.
    const isStorage = (start: string): boolean => start.includes('study_directions');
    return isStorage(await startOf(file, PAGES)) || isStorage(await startOf(`${file}-wal`, PAGES));
  },
  runsIn: (root, context) => studiesIn('optuna-sqlite', root, context),
  open: (root, context) => openForeign('optuna-sqlite', root, context),
};

const SQLITE = 'SQLite format 3\0';
/** Bytes that hold the first operation's code, and the first pages of a database. */
const LINE = 64;
const PAGES = 256 * 1024;

type Format = 'optuna-journal' | 'optuna-sqlite';

/** The addresses of all studies of a storage, where the place names none of several. */
async function studiesIn(format: Format, root: string, context: ReaderContext): Promise<readonly string[]> {
  try {
    const run = await openForeign(format, root, context);
    run.close();
    return [root];
  } catch (error) {
    const studies = studiesNamedBy(error);
    if (studies.length < 2 || parseStudyAddress(root).study !== null) {
      throw error;
    }
    return studies.map((study) => studyAddress(root, study));
  }
}

/** How a file begins; empty where there is none. A pipe may stand in its place. */
async function startOf(file: string, bytes: number): Promise<string> {
  const found = await stat(file).catch(() => null);
  const handle = found?.isFile() === true ? await open(file, READING).catch(() => null) : null;
  if (handle === null) {
    return '';
  }
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(bytes), 0, bytes, 0);
    return buffer.toString('latin1', 0, bytesRead);
  } catch {
    return '';
  } finally {
    await handle.close();
  }
}
