import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { WriteCall, WriteHook } from '#core/platform/write-port.ts';

/** A change of a disk, with paths in place of descriptors. */
export type DiskChange =
  | {
      readonly kind: 'make-directory' | 'remove' | 'sync-directory' | 'begin-sync' | 'sync';
      readonly path: string;
    }
  | { readonly kind: 'create'; readonly path: string; readonly anew: boolean }
  | { readonly kind: 'append'; readonly path: string; readonly bytes: Buffer }
  | { readonly kind: 'overwrite'; readonly path: string; readonly bytes: Buffer; readonly at: number }
  | { readonly kind: 'rename' | 'link'; readonly from: string; readonly to: string };

/** Records what passes through the write port of this process. A sync takes time, and others may write meanwhile. */
export function recordChanges(into: DiskChange[]): WriteHook {
  const paths = new Map<number, string>();
  const pathOf = (descriptor: number) => paths.get(descriptor) ?? '';
  return {
    before(_step, call) {
      if (call.kind === 'sync' || call.kind === 'sync-file') {
        const path = call.kind === 'sync' ? pathOf(call.descriptor) : call.path;
        into.push({ kind: 'begin-sync', path });
      }
    },
    after(_step, call, result) {
      if (call.kind === 'open') {
        paths.set(Number(result), call.path);
      }
      into.push(...changesOf(call, pathOf));
    },
  };
}

function changesOf(call: WriteCall, pathOf: (descriptor: number) => string): readonly DiskChange[] {
  switch (call.kind) {
    case 'open':
      return [{ kind: 'create', path: call.path, anew: false }];
    case 'write':
      return [{ kind: 'append', path: pathOf(call.descriptor), bytes: Buffer.from(call.bytes) }];
    case 'write-at':
      return [{ kind: 'overwrite', path: call.path, bytes: Buffer.from(call.bytes), at: call.at }];
    case 'sync':
      return [{ kind: 'sync', path: pathOf(call.descriptor) }];
    case 'sync-file':
      return [{ kind: 'sync', path: call.path }];
    case 'write-file':
    case 'append-file':
      return [
        { kind: 'create', path: call.path, anew: call.kind === 'write-file' },
        { kind: 'append', path: call.path, bytes: Buffer.from(call.text) },
      ];
    case 'touch':
      return [];
    case 'rename':
    case 'link':
      return [{ kind: call.kind, from: call.from, to: call.to }];
    default:
      return [{ kind: call.kind, path: call.path }];
  }
}

/** `data`: as programs see it. `syncing`: what the sync under way brings to the disk. `durable`: what survives for certain. */
type File = { readonly kind: 'file'; data: Buffer; syncing: Buffer; durable: Buffer };
type Folder = { readonly kind: 'folder'; readonly names: Map<string, Node>; durable: Map<string, Node> };
type Node = File | Folder;

/**
 * What a power cut leaves of what was not synced.
 *
 * - `nothing`: neither content nor names, as the standard allows it.
 * - `names`: every name; files whose content was never synced are empty, longer ones end where they were synced.
 * - `zeros`: every name and every length; content that was not synced reads as zeros.
 * - `torn`: everything, except half of what was written last.
 * - `mixed`: for each file and each directory one of these, drawn: nothing was written in its order.
 */
export type Loss = Fate | 'mixed';
type Fate = (typeof FATES)[number];
const FATES = ['nothing', 'names', 'zeros', 'torn'] as const;
export const LOSSES: readonly Loss[] = [...FATES, 'mixed'];

const EMPTY = Buffer.alloc(0);

/**
 * A disk that knows what was synced. Renames are one change of both directories, as every journaling file system has
 * it; a file's sync does not make its name durable.
 *
 * @param base - exists and is durable; nothing outside it is kept
 */
export function createSimulatedDisk(base: string) {
  const top = newFolder();
  /** Renames between two directories that are not durable yet. */
  let moves: (readonly [Folder, Folder])[] = [];
  /** What was written last, and its file as half of that leaves it. */
  let last: { readonly file: File; readonly torn: Buffer } | null = null;

  function folderAt(path: string): Folder {
    if (path === base) {
      return top;
    }
    const parent = folderAt(dirname(path));
    const found = parent.names.get(basename(path));
    if (found?.kind !== 'folder') {
      throw new Error(`the recording writes below ${path}, which is no directory`);
    }
    return found;
  }

  function fileAt(path: string): File {
    const found = folderAt(dirname(path)).names.get(basename(path));
    if (found?.kind !== 'file') {
      throw new Error(`the recording writes to ${path}, which is no file`);
    }
    return found;
  }

  function makeFolders(path: string): void {
    if (path === base) {
      return;
    }
    makeFolders(dirname(path));
    const { names } = folderAt(dirname(path));
    if (!names.has(basename(path))) {
      names.set(basename(path), newFolder());
    }
  }

  function create(path: string, anew: boolean): void {
    const { names } = folderAt(dirname(path));
    const found = names.get(basename(path));
    if (found === undefined) {
      names.set(basename(path), { kind: 'file', data: EMPTY, syncing: EMPTY, durable: EMPTY });
    } else if (anew && found.kind === 'file') {
      found.data = EMPTY;
    }
  }

  function append(path: string, bytes: Buffer): void {
    const file = fileAt(path);
    const before = file.data.length;
    file.data = Buffer.concat([file.data, bytes]);
    last = { file, torn: file.data.subarray(0, Math.floor((before + file.data.length) / 2)) };
  }

  function overwrite(path: string, bytes: Buffer, at: number): void {
    const file = fileAt(path);
    const written = (count: number) => {
      const data = Buffer.from(file.data);
      bytes.copy(data, at, 0, count);
      return data;
    };
    last = { file, torn: written(Math.floor(bytes.length / 2)) };
    file.data = written(bytes.length);
  }

  function rename(from: string, to: string): void {
    const [left, right] = [folderAt(dirname(from)), folderAt(dirname(to))];
    const node = left.names.get(basename(from));
    if (node !== undefined) {
      left.names.delete(basename(from));
      right.names.set(basename(to), node);
    }
    if (left !== right) {
      moves.push([left, right]);
    }
  }

  function syncNames(folder: Folder): void {
    folder.durable = new Map(folder.names);
    const others = moves.filter((move) => move.includes(folder)).flat();
    moves = moves.filter((move) => !move.includes(folder));
    for (const other of others.filter((each) => each !== folder)) {
      syncNames(other);
    }
  }

  function apply(change: DiskChange): void {
    switch (change.kind) {
      case 'make-directory':
        makeFolders(change.path);
        break;
      case 'remove':
        folderAt(dirname(change.path)).names.delete(basename(change.path));
        break;
      case 'create':
        create(change.path, change.anew);
        break;
      case 'append':
        append(change.path, change.bytes);
        break;
      case 'overwrite':
        overwrite(change.path, change.bytes, change.at);
        break;
      case 'begin-sync':
        fileAt(change.path).syncing = fileAt(change.path).data;
        break;
      case 'sync':
        fileAt(change.path).durable = fileAt(change.path).syncing;
        break;
      case 'sync-directory':
        syncNames(folderAt(change.path));
        break;
      case 'link':
        folderAt(dirname(change.to)).names.set(basename(change.to), fileAt(change.from));
        break;
      case 'rename':
        rename(change.from, change.to);
        break;
    }
  }

  /** What is left of a file's content. Where its fate was drawn, any file may be torn. */
  function contentOf(file: File, fate: Fate, isDrawn: boolean): Buffer {
    switch (fate) {
      case 'nothing':
      case 'names':
        return file.durable;
      case 'zeros':
        return Buffer.concat([
          file.durable,
          Buffer.alloc(Math.max(0, file.data.length - file.durable.length)),
        ]);
      case 'torn':
        if (file.data === file.durable) {
          return file.data;
        }
        if (last?.file === file) {
          return last.torn;
        }
        return isDrawn ? halfOf(file) : file.data;
    }
  }

  /**
   * Writes what a power cut at this moment leaves into a real directory.
   *
   * @param dice - numbers from 0 up to 1, for `mixed`
   */
  function leave(target: string, loss: Loss, dice: () => number): void {
    const fateOf = () => (loss === 'mixed' ? (FATES[Math.floor(dice() * FATES.length)] ?? 'torn') : loss);
    // Both directories of a rename have it, or none: it is one entry of a file system's journal.
    const bound = new Set(moves.flat());
    lay(top, target, {
      contentOf: (file) => contentOf(file, fateOf(), loss === 'mixed'),
      namesOf: (folder) =>
        fateOf() === 'nothing' && !(loss === 'mixed' && bound.has(folder)) ? folder.durable : folder.names,
    });
  }
  return { apply, leave };
}

/** What was synced is never torn. */
function halfOf({ data, durable }: File): Buffer {
  return data.subarray(0, Math.floor((durable.length + data.length) / 2));
}

function newFolder(): Folder {
  return { kind: 'folder', names: new Map(), durable: new Map() };
}

type Survival = {
  readonly contentOf: (file: File) => Buffer;
  readonly namesOf: (folder: Folder) => ReadonlyMap<string, Node>;
};

function lay(folder: Folder, target: string, survival: Survival): void {
  mkdirSync(target, { recursive: true });
  for (const [name, node] of survival.namesOf(folder)) {
    const path = join(target, name);
    if (node.kind === 'folder') {
      lay(node, path, survival);
    } else {
      writeFileSync(path, survival.contentOf(node));
    }
  }
}
