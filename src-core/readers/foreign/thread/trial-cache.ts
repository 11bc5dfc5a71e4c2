import { appendFileSync, closeSync, fstatSync, mkdirSync, openSync, readSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';

/** Counted up whenever what is kept of a trial changes. */
const VERSION = 1;

const CHUNK = 1 << 20;
const NEWLINE = 10;
const TAB = 9;
/** Text that waits to be appended, in characters. */
const PENDING = 1 << 20;

type Place = { readonly at: number; readonly length: number; readonly stamp: string; readonly sum: string };

/**
 * What was read of a foreign run's trials, in a file outside of it: a line a trial, the last one of a name stands. Each
 * line has a checksum, so that whatever happened to the file, it is used as far as it is whole. It may be deleted at
 * any time, and nothing is lost where it can't be written.
 */
export type TrialCache = {
  /** The text that was kept for a name, if its files had this stamp then. */
  find(name: string, stamp: string): string | null;
  put(name: string, stamp: string, text: string): void;
  /** Writes what was put. */
  flush(): void;
  /** Forgets what only finding needs. */
  close(): void;
};

/**
 * @param identity - names the run; a file of another one is begun anew
 */
export function openTrialCache(file: string, identity: string): TrialCache {
  const header = `${JSON.stringify({ version: VERSION, identity })}\n`;
  const opened = openWhole(file, header);
  let pending: string[] = [];
  let size = 0;
  let isWritable = true;

  const write = (): void => {
    if (!isWritable || pending.length === 0) {
      return;
    }
    try {
      appendFileSync(file, pending.join(''));
    } catch {
      isWritable = false;
    }
    pending = [];
    size = 0;
  };

  if (opened === null) {
    isWritable = begin(file, header);
  }
  return {
    find: (name, stamp) => (opened === null ? null : textAt(opened, name, stamp)),
    put: (name, stamp, text) => {
      const line = `${JSON.stringify(name)}\t${stamp}\t${crc32(text)}\t${text}\n`;
      pending.push(line);
      size += line.length;
      if (size > PENDING) {
        write();
      }
    },
    flush: write,
    close: () => {
      write();
      closeOpened(opened);
    },
  };
}

type Opened = {
  readonly descriptor: number;
  readonly places: Map<string, Place>;
  readonly window: ReturnType<typeof windowOn>;
};

function begin(file: string, header: string): boolean {
  try {
    mkdirSync(dirname(file), { recursive: true });
    rmSync(file, { force: true });
    appendFileSync(file, header);
    return true;
  } catch {
    return false;
  }
}

/** Null where there is no file of this run. */
function openWhole(file: string, header: string): Opened | null {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch {
    return null;
  }
  const places = indexOf(descriptor, header);
  if (places === null) {
    closeSync(descriptor);
    return null;
  }
  return { descriptor, places, window: windowOn(descriptor) };
}

function closeOpened(opened: Opened | null): void {
  if (opened !== null) {
    opened.places.clear();
    closeSync(opened.descriptor);
  }
}

function textAt({ window, places }: Opened, name: string, stamp: string): string | null {
  const place = places.get(name);
  if (place === undefined || place.stamp !== stamp) {
    return null;
  }
  const bytes = window(place);
  return String(crc32(bytes)) === place.sum ? bytes.toString('utf8') : null;
}

/**
 * Reads places of a file that are asked for nearly in their order: a piece of it at a time, of which the next ones are
 * most times a part. What it answers is good until it is asked again.
 */
function windowOn(descriptor: number): (place: Pick<Place, 'at' | 'length'>) => Buffer {
  let buffer = Buffer.allocUnsafeSlow(CHUNK);
  let [from, to] = [0, 0];
  return ({ at, length }) => {
    if (at < from || at + length > to) {
      buffer = buffer.length < length ? Buffer.allocUnsafeSlow(length) : buffer;
      [from, to] = [at, at + readSync(descriptor, buffer, 0, buffer.length, at)];
    }
    return buffer.subarray(at - from, Math.min(at + length, to) - from);
  };
}

/** Where the text of each name stands; null for a file that begins otherwise. */
function indexOf(descriptor: number, header: string): Map<string, Place> | null {
  const places = new Map<string, Place>();
  const { size } = fstatSync(descriptor);
  let buffer = Buffer.allocUnsafeSlow(CHUNK);
  let offset = 0;
  while (offset < size) {
    const bytes = buffer.subarray(0, readSync(descriptor, buffer, 0, buffer.length, offset));
    if (offset === 0 && !bytes.toString('utf8', 0, header.length).startsWith(header)) {
      return null;
    }
    const taken = takeLines(bytes, offset, places);
    if (taken === 0 && bytes.length < buffer.length) {
      break;
    }
    if (taken === 0) {
      buffer = Buffer.allocUnsafeSlow(buffer.length * 2);
    }
    offset += taken;
  }
  return places;
}

/** Takes the whole lines of a piece; answers their length in bytes. */
function takeLines(bytes: Buffer, offset: number, places: Map<string, Place>): number {
  let start = 0;
  for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, start)) {
    takeLine(bytes, start, end, offset, places);
    start = end + 1;
  }
  return start;
}

function takeLine(
  bytes: Buffer,
  start: number,
  end: number,
  offset: number,
  places: Map<string, Place>,
): void {
  const afterName = bytes.indexOf(TAB, start);
  const afterStamp = bytes.indexOf(TAB, afterName + 1);
  const afterSum = bytes.indexOf(TAB, afterStamp + 1);
  if (afterName < 0 || afterStamp < 0 || afterSum < 0 || afterSum > end) {
    return;
  }
  const name = nameOf(bytes.toString('utf8', start, afterName));
  if (name !== null) {
    places.set(name, {
      at: offset + afterSum + 1,
      length: end - afterSum - 1,
      stamp: bytes.toString('latin1', afterName + 1, afterStamp),
      sum: bytes.toString('latin1', afterStamp + 1, afterSum),
    });
  }
}

function nameOf(text: string): string | null {
  try {
    const name: unknown = JSON.parse(text);
    return typeof name === 'string' ? name : null;
  } catch {
    return null;
  }
}
