import {
  appendFileSync,
  closeSync,
  constants,
  fdatasync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  linkSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { promisify } from 'node:util';

/** One call that changes a disk, as a {@link WriteHook} sees it. */
export type WriteCall =
  | {
      readonly kind: 'make-directory' | 'remove' | 'touch' | 'sync-file' | 'sync-directory';
      readonly path: string;
    }
  | { readonly kind: 'open'; readonly path: string; readonly flags: OpenFlags }
  | { readonly kind: 'write'; readonly descriptor: number; readonly bytes: Buffer }
  | { readonly kind: 'sync'; readonly descriptor: number }
  | { readonly kind: 'write-at'; readonly path: string; readonly bytes: Buffer; readonly at: number }
  | { readonly kind: 'write-file' | 'append-file'; readonly path: string; readonly text: string | Uint8Array }
  | { readonly kind: 'rename' | 'link'; readonly from: string; readonly to: string };

/** `a` to append, `w` to write anew; with `x` only where nothing is there. */
type OpenFlags = 'a' | 'ax' | 'wx';

/**
 * Stands before and after every write of a run directory, for tests that kill a process there, refuse the write, or
 * record it. `before` may throw in place of the call; `after` is not called where the call threw.
 */
export type WriteHook = {
  before(step: string, call: WriteCall): void;
  after(step: string, call: WriteCall, result: unknown): void;
};

let hook: WriteHook | null = null;

/** Puts a hook before every write of this process from now on; null takes it away. Product code never calls it. */
export function installWriteHook(next: WriteHook | null): void {
  hook = next;
}

/** Every way in which a run directory is changed; each call says which step of the engine it is. */
export type WritePort<Step extends string> = {
  /** Throws where it is there, and where its parent is not unless `recursive`. */
  makeDirectory(step: Step, path: string, options?: { readonly recursive: boolean }): void;
  /** Answers a descriptor. */
  open(step: Step, path: string, flags: OpenFlags): number;
  /** Writes all of it, in several pieces where the system takes a part only; after an error a part may be there. */
  write(step: Step, descriptor: number, bytes: Buffer): void;
  /** Waits until the content is on the disk, with the file's times. */
  sync(step: Step, descriptor: number): void;
  /** As `sync`, without the times, while this process goes on: what is written meanwhile may be on the disk or not. */
  syncBeside(step: Step, descriptor: number): Promise<void>;
  /** Waits until the content of a file that others write is on the disk. */
  syncFile(step: Step, path: string): void;
  /** Waits until the names in a directory are on the disk. */
  syncDirectory(step: Step, path: string): void;
  /** Creates a file or empties it, then writes it: not in one go. */
  writeFile(step: Step, path: string, text: string | Uint8Array): void;
  /**
   * As `writeFile`, but nothing is emptied first: quick where a small file is written again and again, since the file
   * system need not give it a new place on the disk each time. A reader may meet a part of both texts.
   */
  writeOver(step: Step, path: string, text: string): void;
  appendFile(step: Step, path: string, text: string | Uint8Array): void;
  /** Writes over a part of a file that is there; the rest of it stays. */
  writeAt(step: Step, path: string, bytes: Buffer, at: number): void;
  rename(step: Step, from: string, to: string): void;
  /** A second name for a file; throws where the name is taken. */
  link(step: Step, from: string, to: string): void;
  /** Removes a file or a directory with everything in it, if it is there. */
  remove(step: Step, path: string): void;
  touch(step: Step, path: string, accessed: Date, modified: Date): void;
};

/** The disk of this machine. */
export const writePort: WritePort<string> = {
  makeDirectory: (step, path, options) =>
    through(step, { kind: 'make-directory', path }, () => {
      mkdirSync(path, options);
    }),
  open: (step, path, flags) => through(step, { kind: 'open', path, flags }, () => openSync(path, flags)),
  write: (step, descriptor, bytes) =>
    // `writeFileSync` goes on where the system took a part only, which a nearly full disk does without an error.
    through(step, { kind: 'write', descriptor, bytes }, () => writeFileSync(descriptor, bytes)),
  sync: (step, descriptor) => through(step, { kind: 'sync', descriptor }, () => fsyncSync(descriptor)),
  syncBeside: async (step, descriptor) => {
    const call: WriteCall = { kind: 'sync', descriptor };
    hook?.before(step, call);
    await syncData(descriptor);
    hook?.after(step, call, undefined);
  },
  syncFile: (step, path) => through(step, { kind: 'sync-file', path }, () => syncPath(path, SYNCABLE_FILE)),
  syncDirectory: (step, path) => through(step, { kind: 'sync-directory', path }, () => syncPath(path, 'r')),
  writeFile: (step, path, text) =>
    through(step, { kind: 'write-file', path, text }, () => writeFileSync(path, text)),
  writeOver: (step, path, text) =>
    through(step, { kind: 'write-file', path, text }, () => overwrite(path, Buffer.from(text))),
  appendFile: (step, path, text) =>
    through(step, { kind: 'append-file', path, text }, () => appendFileSync(path, text)),
  writeAt: (step, path, bytes, at) =>
    through(step, { kind: 'write-at', path, bytes, at }, () => overwriteAt(path, bytes, at)),
  rename: (step, from, to) => through(step, { kind: 'rename', from, to }, () => renameSync(from, to)),
  link: (step, from, to) => through(step, { kind: 'link', from, to }, () => linkSync(from, to)),
  remove: (step, path) =>
    through(step, { kind: 'remove', path }, () => rmSync(path, { recursive: true, force: true })),
  touch: (step, path, accessed, modified) =>
    through(step, { kind: 'touch', path }, () => utimesSync(path, accessed, modified)),
};

const syncData = promisify(fdatasync);

function through<T>(step: string, call: WriteCall, act: () => T): T {
  if (hook === null) {
    return act();
  }
  hook.before(step, call);
  const result = act();
  hook?.after(step, call, result);
  return result;
}

function overwrite(path: string, bytes: Buffer): void {
  const descriptor = openSync(path, constants.O_RDWR | constants.O_CREAT);
  try {
    writeFileSync(descriptor, bytes);
    if (fstatSync(descriptor).size > bytes.length) {
      ftruncateSync(descriptor, bytes.length);
    }
  } finally {
    closeSync(descriptor);
  }
}

function overwriteAt(path: string, bytes: Buffer, at: number): void {
  const descriptor = openSync(path, 'r+');
  try {
    for (let written = 0; written < bytes.length; ) {
      written += writeSync(descriptor, bytes, written, bytes.length - written, at + written);
    }
  } finally {
    closeSync(descriptor);
  }
}

/** Windows syncs what is opened for writing only. */
const SYNCABLE_FILE = process.platform === 'win32' ? 'r+' : 'r';

function syncPath(path: string, flags: 'r' | 'r+'): void {
  const descriptor = openSync(path, flags);
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
