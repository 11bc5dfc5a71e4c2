import { execFileSync } from 'node:child_process';
import { appendFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PIECE_BYTES, readTextPiece } from '#core/readers/text-piece.ts';
import { fc } from '#test/support/fast-check.ts';
import { folderWith } from '#test/support/folder-with.ts';
import { removeFolder } from '#test/support/remove-folder.ts';

let root = '';
let file = '';

beforeEach(() => {
  root = folderWith({ 'log.txt': '' });
  file = join(root, 'log.txt');
});

afterEach(() => {
  removeFolder(root);
});

const bytesOf = (text: string): number => Buffer.byteLength(text, 'utf8');

/** Reads as a client does: the next piece begins where the last one ended. */
async function readOn(from: number): Promise<{ readonly text: string; readonly next: number }> {
  let text = '';
  let next = from;
  while (true) {
    const piece = await readTextPiece({ file, root, offset: next });
    expect(piece.offset).toBe(next);
    text += piece.text;
    next += bytesOf(piece.text);
    if (piece.text === '') {
      return { text, next };
    }
  }
}

describe('a piece of a growing text file', () => {
  it('goes on where the last one ended', async () => {
    writeFileSync(file, 'one\n');
    const first = await readOn(0);
    appendFileSync(file, 'two\n');
    const second = await readOn(first.next);
    expect([first.text, second.text]).toEqual(['one\n', 'two\n']);
  });

  it('leaves a character that is not complete for the next one', async () => {
    const euro = Buffer.from('€');
    writeFileSync(file, Buffer.concat([Buffer.from('a'), euro.subarray(0, 2)]));
    expect(await readTextPiece({ file, root, offset: 0 })).toEqual({ text: 'a', offset: 0, size: 3 });
    appendFileSync(file, euro.subarray(2));
    expect(await readTextPiece({ file, root, offset: 1 })).toEqual({ text: '€', offset: 1, size: 4 });
  });

  it('begins with the next character where the offset lies inside of one', async () => {
    writeFileSync(file, '😀b');
    expect(await readTextPiece({ file, root, offset: 2 })).toEqual({ text: 'b', offset: 4, size: 5 });
  });

  it('counts a negative offset from the end', async () => {
    writeFileSync(file, 'abcdef');
    expect(await readTextPiece({ file, root, offset: -2 })).toEqual({ text: 'ef', offset: 4, size: 6 });
    expect(await readTextPiece({ file, root, offset: -100 })).toMatchObject({ text: 'abcdef', offset: 0 });
  });

  it('starts again where the file became shorter', async () => {
    writeFileSync(file, 'a long text');
    truncateSync(file, 0);
    appendFileSync(file, 'new');
    expect(await readTextPiece({ file, root, offset: 11 })).toEqual({ text: 'new', offset: 0, size: 3 });
  });

  it('is bounded, and the pieces together are the file', async () => {
    const text = 'ä€😀x'.repeat(60_000);
    writeFileSync(file, text);
    expect((await readTextPiece({ file, root, offset: 0 })).text.length).toBeLessThanOrEqual(PIECE_BYTES);
    expect((await readOn(0)).text === text).toBe(true);
  });

  it('has as many bytes as it took from the file, whatever bytes these are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 40 }), async (bytes) => {
        writeFileSync(file, bytes);
        // What follows shows that nothing before it was miscounted.
        appendFileSync(file, 'END\n');
        const { text, next } = await readOn(0);
        expect(next).toBe(bytes.length + 4);
        expect(text.endsWith('END\n')).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('keeps the text around bytes that are no UTF-8', async () => {
    writeFileSync(file, Buffer.concat([Buffer.from('é'), Buffer.from([0xff, 0xc3]), Buffer.from('é!')]));
    expect((await readTextPiece({ file, root, offset: 0 })).text).toBe('é??é!');
  });

  it('is empty for a file that is not there', async () => {
    expect(await readTextPiece({ file: join(root, 'none.txt'), root, offset: 5 })).toEqual({
      text: '',
      offset: 0,
      size: 0,
    });
  });

  it('never shows a file outside of the run, not even through a link in it', async () => {
    const outside = folderWith({ 'secret.txt': 'secret' });
    symlinkSync(join(outside, 'secret.txt'), join(root, 'link.txt'));
    const pieces = [
      await readTextPiece({ file: join(root, 'link.txt'), root, offset: 0 }),
      await readTextPiece({
        file: join(root, '..', outside.split('/').at(-1) ?? '', 'secret.txt'),
        root,
        offset: 0,
      }),
    ];
    rmSync(outside, { recursive: true });
    expect(pieces.map((piece) => piece.text)).toEqual(['', '']);
  });

  it.skipIf(process.platform === 'win32')(
    'does not wait for a pipe that stands in the place of a log',
    async () => {
      const pipe = join(root, 'pipe');
      execFileSync('sh', ['-c', 'mkfifo "$0"', pipe]);
      expect((await readTextPiece({ file: pipe, root, offset: 0 })).text).toBe('');
    },
  );
});
