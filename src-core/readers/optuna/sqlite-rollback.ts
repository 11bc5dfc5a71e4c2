import { closeSync, fstatSync, ftruncateSync, openSync, readSync, rmSync, writeSync } from 'node:fs';

/** How a rollback journal begins while its transaction is not committed (SQLite, Database File Format, section 3). */
const MAGIC = Buffer.from('d9d505f920a163d7', 'hex');
const HEADER_BYTES = 28;
/** The header does not say how many pages follow: all that there are. */
const UNCOUNTED = 0xffffffff;

type Header = {
  readonly records: number;
  readonly nonce: number;
  /** Pages that the database had. */
  readonly pages: number;
  readonly sectorSize: number;
  readonly pageSize: number;
};

/**
 * Takes a transaction back that was in progress when a database and its journal were copied: writes the pages that the
 * journal kept back into the copy, and removes the journal. Does nothing for a journal that is at rest.
 *
 * node-sqlite3-wasm 0.8.60 does not do it, in no locking mode: of the fixture `hot/storage.db` it reads three failed
 * trials, SQLite 3.40 three complete ones.
 */
export function rollBack(database: string, journal: string): void {
  const source = openSync(journal, 'r');
  const target = openSync(database, 'r+');
  try {
    const { size } = fstatSync(source);
    const first = readHeader(source, 0);
    let pages: number | null = null;
    for (let at = 0, header = first; header !== null && at < size; header = readHeader(source, at)) {
      pages ??= header.pages;
      at = restorePages({ source, target, header, start: at + header.sectorSize, size });
    }
    if (first !== null && pages !== null) {
      ftruncateSync(target, pages * first.pageSize);
    }
  } finally {
    closeSync(source);
    closeSync(target);
  }
  rmSync(journal);
}

function readHeader(source: number, at: number): Header | null {
  const bytes = Buffer.alloc(HEADER_BYTES);
  if (readSync(source, bytes, 0, HEADER_BYTES, at) < HEADER_BYTES || !bytes.subarray(0, 8).equals(MAGIC)) {
    return null;
  }
  const [records, nonce, pages, sectorSize, pageSize] = [8, 12, 16, 20, 24].map((offset) =>
    bytes.readUInt32BE(offset),
  ) as [number, number, number, number, number];
  return pageSize < 512 || sectorSize < HEADER_BYTES ? null : { records, nonce, pages, sectorSize, pageSize };
}

type Restoring = {
  readonly source: number;
  readonly target: number;
  readonly header: Header;
  readonly start: number;
  readonly size: number;
};

/** Answers where the next header would be. */
function restorePages({ source, target, header, start, size }: Restoring): number {
  const { pageSize, sectorSize, nonce } = header;
  const record = Buffer.alloc(pageSize + 8);
  const count = header.records === UNCOUNTED ? Math.floor((size - start) / record.length) : header.records;
  let at = start;
  for (let done = 0; done < count; done += 1) {
    const page = record.subarray(4, 4 + pageSize);
    const isWhole = readSync(source, record, 0, record.length, at) === record.length;
    if (!isWhole || record.readUInt32BE(4 + pageSize) !== checksum(page, nonce)) {
      return size;
    }
    writeSync(target, page, 0, pageSize, (record.readUInt32BE(0) - 1) * pageSize);
    at += record.length;
  }
  return Math.ceil(at / sectorSize) * sectorSize;
}

/** The nonce and every 200th byte from the end of the page on, modulo 2^32. */
function checksum(page: Buffer, nonce: number): number {
  let sum = nonce;
  for (let at = page.length - 200; at > 0; at -= 200) {
    sum += page[at] ?? 0;
  }
  return sum >>> 0;
}
