import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readDocumentFile, saveDocumentFile } from '#core/engine/files/document-files.ts';
import { watchDocument } from '#core/engine/files/watch-document.ts';
import { silentLogger } from '#core/platform/log.ts';
import { removeFolder } from '#test/support/remove-folder.ts';
import { waitUntil } from '#test/support/wait-until.ts';

const folder = mkdtempSync(join(tmpdir(), 'incumbent-documents-'));
afterAll(() => removeFolder(folder));

let files = 0;
function fileWith(text: string | null): string {
  files += 1;
  const path = join(folder, `run-${files}.yaml`);
  if (text !== null) {
    writeFileSync(path, text);
  }
  return path;
}

describe('a document that is saved', () => {
  it('takes the place of what the file said, as far as that is known', async () => {
    const path = fileWith('a: 1\n');
    expect(await saveDocumentFile({ path, text: 'a: 2\n', known: 'a: 1\n', replace: false })).toEqual({
      kind: 'saved',
      path,
    });
    expect(readFileSync(path, 'utf8')).toBe('a: 2\n');
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  it('leaves a file alone that says something else, and answers what it says', async () => {
    const path = fileWith('theirs: 1\n');
    const save = { path, text: 'mine: 1\n', known: 'old: 1\n' };
    expect(await saveDocumentFile({ ...save, replace: false })).toEqual({
      kind: 'differs',
      path,
      text: 'theirs: 1\n',
    });
    expect(readFileSync(path, 'utf8')).toBe('theirs: 1\n');
    expect((await saveDocumentFile({ ...save, replace: true })).kind).toBe('saved');
    expect(readFileSync(path, 'utf8')).toBe('mine: 1\n');
  });

  it('never takes the place of a file that it knows nothing of', async () => {
    const path = fileWith('somebody else: 1\n');
    expect((await saveDocumentFile({ path, text: 'a: 1\n', known: null, replace: false })).kind).toBe(
      'differs',
    );
    expect(readFileSync(path, 'utf8')).toBe('somebody else: 1\n');
  });

  it('asks before it makes a file again that was removed', async () => {
    const path = fileWith(null);
    expect(await saveDocumentFile({ path, text: 'b: 1\n', known: 'a: 1\n', replace: false })).toEqual({
      kind: 'differs',
      path,
      text: null,
    });
    expect(existsSync(path)).toBe(false);
  });

  it('makes the folders that lead to it, and follows a link to the file itself', async () => {
    const deep = join(folder, 'new', 'deeper', 'run.yaml');
    await saveDocumentFile({ path: deep, text: 'a: 1\n', known: null, replace: false });
    const link = join(folder, 'link.yaml');
    symlinkSync(deep, link);
    await saveDocumentFile({ path: link, text: 'a: 2\n', known: 'a: 1\n', replace: false });
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readFileSync(deep, 'utf8')).toBe('a: 2\n');
  });

  it('keeps who may read and run the file', async () => {
    const path = fileWith('a: 1\n');
    chmodSync(path, 0o640);
    await saveDocumentFile({ path, text: 'a: 2\n', known: 'a: 1\n', replace: false });
    expect(lstatSync(path).mode & 0o777).toBe(0o640);
  });

  it('keeps a byte order mark and line breaks as they are', async () => {
    const text = '\uFEFFa: 1\r\nb: 2\r\n';
    const path = fileWith(text);
    expect(await readDocumentFile(path)).toBe(text);
    await saveDocumentFile({ path, text: `${text}c: 3\r\n`, known: text, replace: false });
    expect(readFileSync(path, 'utf8')).toBe(`${text}c: 3\r\n`);
  });
});

describe('a document that is watched', () => {
  it('tells what it says, each change, that it is gone, and that it is there again', async () => {
    const path = fileWith('a: 1\n');
    const updates = watchDocument({ path, log: silentLogger, signal: undefined });
    const next = async () => (await updates.next()).value?.text;
    expect(await next()).toBe('a: 1\n');
    writeFileSync(path, 'a: 2\n');
    expect(await next()).toBe('a: 2\n');
    const written = `${path}.new`;
    writeFileSync(written, 'a: 3\n');
    renameSync(written, path);
    expect(await next()).toBe('a: 3\n');
    rmSync(path);
    expect(await next()).toBeNull();
    writeFileSync(path, 'a: 4\n');
    expect(await next()).toBe('a: 4\n');
    await updates.return(undefined);
  });

  it('is not taken for empty between the two steps of whoever writes it', async () => {
    const path = fileWith('a: 1\n');
    const timers: { readonly ring: () => void; readonly ms: number }[] = [];
    const ring = (isMeant: (ms: number) => boolean) => {
      for (const timer of timers.splice(0)) {
        isMeant(timer.ms) ? timer.ring() : timers.push(timer);
      }
    };
    const schedule = (callback: () => void, ms: number) => {
      timers.push({ ring: callback, ms });
      return () => undefined;
    };
    const updates = watchDocument({ path, log: silentLogger, signal: undefined, schedule });
    await updates.next();
    let told: string | null | undefined;
    const next = updates.next().then(({ value }) => {
      told = value?.text;
    });
    writeFileSync(path, '');
    await waitUntil(() => {
      ring((ms) => ms !== 1_000);
      return timers.some(({ ms }) => ms === 1_000);
    });
    writeFileSync(path, 'a: 2\n');
    await waitUntil(() => {
      ring(() => true);
      return told !== undefined;
    });
    expect(told).toBe('a: 2\n');
    await next;
    await updates.return(undefined);
  });

  it('ends with its signal', async () => {
    const controller = new AbortController();
    const updates = watchDocument({
      path: fileWith('a: 1\n'),
      log: silentLogger,
      signal: controller.signal,
    });
    await updates.next();
    const waiting = updates.next();
    controller.abort();
    expect((await waiting).done).toBe(true);
  });
});
