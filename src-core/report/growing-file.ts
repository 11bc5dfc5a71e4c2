import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { named } from '#core/platform/files.ts';
import { replaceFile, runDisk } from '#core/state/run-files.ts';

/** How many blocks a file may lag behind and still be continued at its end. */
const LAG = 64;
const NEWLINE = 10;

/** The blocks that a file should consist of. `revision` counts up when others than the last changed. */
export type Blocks = {
  readonly length: number;
  readonly revision: number;
  text(index: number): string;
};

/**
 * A text file that grows by whole blocks and has several writers, one at a time. Each of them can tell from the size
 * whether the file is what it left, or what others made of that; where it is not, from its end whether it can be
 * continued. Otherwise it is written anew, as `begins: 'anew'` wants it at first: something further up may have changed.
 */
export function createGrowingFile(
  path: string,
  begins: 'anew' | 'continued' = 'continued',
): { keepCurrent(blocks: Blocks): void } {
  /** What this writer left behind; `revision` is null before it wrote. */
  let [count, size, revision] = [0, 0, null as number | null];

  /** How many blocks the file holds; null where it is something else. */
  function present(blocks: Blocks): number | null {
    if (revision === null ? begins === 'anew' : revision !== blocks.revision) {
      return null;
    }
    const left = size;
    size = sizeOf(path);
    if (revision !== null && size === left) {
      return count;
    }
    if (size === 0) {
      return 0;
    }
    return grownTo(left, blocks) ?? heldBlocks(path, size, blocks);
  }

  /** How many blocks there are where others have continued what this writer left by the blocks that follow. */
  function grownTo(left: number, blocks: Blocks): number | null {
    let [held, expected] = [count, left];
    while (revision !== null && expected < size && held < blocks.length) {
      expected += Buffer.byteLength(blocks.text(held));
      held += 1;
    }
    return revision !== null && expected === size ? held : null;
  }

  function keepCurrent(blocks: Blocks): void {
    const held = present(blocks);
    const missing = textOf(blocks, held ?? 0);
    if (held === null) {
      if (missing !== '' || sizeOf(path) > 0) {
        replaceFile('text-report', path, missing);
      }
      size = 0;
    } else if (missing !== '') {
      named(path, 'write', () => runDisk.appendFile('text-report.append', path, missing));
    }
    size += Buffer.byteLength(missing);
    [count, revision] = [blocks.length, blocks.revision];
  }
  return { keepCurrent };
}

/** How many blocks a file holds by its end; null where that is none of the latest. */
function heldBlocks(path: string, size: number, blocks: Blocks): number | null {
  for (let held = blocks.length; held > Math.max(0, blocks.length - LAG); held -= 1) {
    if (endsWithBlock(path, size, blocks.text(held - 1))) {
      return held;
    }
  }
  return null;
}

function textOf(blocks: Blocks, from: number): string {
  let text = '';
  for (let index = from; index < blocks.length; index += 1) {
    text += blocks.text(index);
  }
  return text;
}

function sizeOf(path: string): number {
  return named(path, 'read', () => statSync(path, { throwIfNoEntry: false })?.size ?? 0);
}

/** Whether the file ends with this block, which begins a line. */
function endsWithBlock(path: string, size: number, block: string): boolean {
  const expected = Buffer.from(block);
  const before = size === expected.length ? 0 : 1;
  const start = size - expected.length - before;
  if (start < 0) {
    return false;
  }
  return named(path, 'read', () => {
    const descriptor = openSync(path, 'r');
    try {
      const end = Buffer.alloc(expected.length + before);
      readSync(descriptor, end, 0, end.length, start);
      return end.subarray(before).equals(expected) && (before === 0 || end[0] === NEWLINE);
    } finally {
      closeSync(descriptor);
    }
  });
}
