import { chmodSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { lookAtRoot } from '#core/launch/root/look-at-root.ts';
import { removeFolder } from '#test/support/remove-folder.ts';

const folder = mkdtempSync(join(tmpdir(), 'incumbent-places-'));
afterAll(() => removeFolder(folder));

const place = (name: string) => join(folder, name);
const look = (path: string, home = '/nobody') => lookAtRoot(path, home);

describe('a place for a run', () => {
  it('is free where nothing is, and where a directory is empty', async () => {
    expect(await look(place('new/deeper'))).toMatchObject({ kind: 'missing', refusal: null, run: null });
    mkdirSync(place('empty'));
    expect(await look(place('empty'))).toMatchObject({ kind: 'empty', refusal: null });
  });

  it('is none where other files are, and names some of them', async () => {
    mkdirSync(place('papers'));
    writeFileSync(join(place('papers'), 'thesis.pdf'), '');
    const found = await look(place('papers'));
    expect(found.kind).toBe('other-directory');
    expect(found.refusal).toContain('thesis.pdf');
  });

  it('is none where a file is', async () => {
    writeFileSync(place('file'), '');
    expect((await look(place('file'))).kind).toBe('not-a-directory');
  });

  it('is not the home directory, nor the root of a file system', async () => {
    mkdirSync(place('home'));
    expect(await look(place('home'), place('home'))).toMatchObject({
      kind: 'unsafe',
      refusal: `A run needs a directory of its own, found the home directory: ${place('home')}. Choose another root_directory`,
    });
    expect((await look('/')).kind).toBe('unsafe');
    expect((await look(place('not-yet'), place('not-yet'))).kind).toBe('unsafe');
  });

  it('is not the home directory that is reached by a link', async () => {
    mkdirSync(place('disk-of-ada'));
    symlinkSync(place('disk-of-ada'), place('ada'));
    expect((await look(place('ada'), place('ada'))).kind).toBe('unsafe');
    expect((await look(place('disk-of-ada'), place('ada'))).kind).toBe('unsafe');
  });

  it('holds a run of another program, which is not continued', async () => {
    mkdirSync(join(place('theirs'), 'results'), { recursive: true });
    const found = await look(place('theirs'));
    expect(found.kind).toBe('foreign-run');
    expect(found.refusal).toContain('another program');
  });

  it('is none below a directory that one may not write to; whoever may do everything may', async () => {
    mkdirSync(place('locked'));
    chmodSync(place('locked'), 0o555);
    const kind = process.getuid?.() === 0 ? 'missing' : 'not-writable';
    expect((await look(join(place('locked'), 'run'))).kind).toBe(kind);
  });

  it('is none below a file', async () => {
    writeFileSync(place('leaf'), '');
    expect((await look(join(place('leaf'), 'run'))).refusal).not.toBeNull();
  });
});
