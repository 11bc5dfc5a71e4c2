import { rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { diskUse } from '#core/readers/disk-use.ts';
import { folderWith } from '#test/support/folder-with.ts';

describe('the disk use of a directory', () => {
  it('sums up files at any depth and does not follow links', async () => {
    const folder = folderWith({ a: '12345', 'b/c/d': '123', 'b/e': '' });
    symlinkSync(folder, join(folder, 'b', 'loop'));
    const { bytes, files } = await diskUse(folder);
    rmSync(folder, { recursive: true });
    expect(files).toBe(4);
    expect(bytes).toBe(8 + Buffer.byteLength(folder));
  });

  it('is nothing for a directory that is not there', async () => {
    expect(await diskUse('/nonexistent/place')).toEqual({ bytes: 0, files: 0 });
  });
});
