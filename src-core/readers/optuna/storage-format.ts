import { open, stat } from 'node:fs/promises';
import { READING } from '../foreign/small-file.ts';

/** The two kinds of storages. */
export type StorageFormat = 'optuna-journal' | 'optuna-sqlite';

const SQLITE = 'SQLite format 3\0';
/** Bytes that hold the first operation's code, and the first pages of a database. */
const LINE = 64;
const PAGES = 256 * 1024;

/** Which kind of storage a file is, by its content; null if it is none. */
export async function storageFormat(file: string): Promise<StorageFormat | null> {
  const start = await startOf(file, LINE);
  if (/^\{"op_code":\s*\d/.test(start)) {
    return 'optuna-journal';
  }
  return start.startsWith(SQLITE) && (await isStudyDatabase(file)) ? 'optuna-sqlite' : null;
}

/** The tables' texts stand on the first pages, or still in the write-ahead log. */
async function isStudyDatabase(file: string): Promise<boolean> {
  const isStorage = (start: string): boolean => start.includes('study_directions');
  return isStorage(await startOf(file, PAGES)) || isStorage(await startOf(`${file}-wal`, PAGES));
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
