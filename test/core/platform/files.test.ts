import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createExclusive,
  createMark,
  fileError,
  makeDirectoryIn,
  readTextOrNull,
  writeAtomic,
} from '#core/platform/files.ts';
import { installWriteHook } from '#core/platform/write-port.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'incumbent-files-'));
});
afterEach(() => {
  installWriteHook(null);
  rmSync(folder, { recursive: true });
});

/** One step of the port is refused by the system. */
function refuse(refused: string, code: string): void {
  installWriteHook({
    before: (step) => {
      if (step === refused) {
        throw Object.assign(new Error(`${code}: refused`), { code });
      }
    },
    after: () => undefined,
  });
}

describe('files', () => {
  it.each([false, true])('are replaced whole (fsync %s) and leave no temporary names', (fsync) => {
    const path = join(folder, 'a.yaml');
    writeAtomic(path, 'old');
    writeAtomic(path, 'ünï\n', { fsync });
    expect(readFileSync(path, 'utf8')).toBe('ünï\n');
    expect(readdirSync(folder)).toEqual(['a.yaml']);
  });

  it('are created with their content for the first and never again', () => {
    const path = join(folder, 'stop');
    expect(createExclusive(path, 'first')).toBe(true);
    expect(createExclusive(path, 'second')).toBe(false);
    expect(readFileSync(path, 'utf8')).toBe('first');
    expect(createMark(join(folder, 'mark'))).toBe(true);
    expect(createMark(join(folder, 'mark'))).toBe(false);
    expect(readdirSync(folder).sort()).toEqual(['mark', 'stop']);
  });

  it('are created once also where there are no hard links', () => {
    const path = join(folder, 'stop');
    refuse('file.link', 'EPERM');
    expect(createExclusive(path, 'first')).toBe(true);
    expect(createExclusive(path, 'second')).toBe(false);
    expect(readFileSync(path, 'utf8')).toBe('first');
    expect(readdirSync(folder)).toEqual(['stop']);
  });

  it.skipIf(process.platform === 'win32')('are never replaced by a part of their content', () => {
    const script = fileURLToPath(new URL('./write-beyond-limit.ts', import.meta.url));
    const path = join(folder, 'run.yaml');
    writeFileSync(path, 'old');
    const limited = 'trap "" XFSZ; ulimit -f 8; exec "$0" --import tsx "$1" "$2"';
    const { status } = spawnSync('bash', ['-c', limited, process.execPath, script, path]);
    expect(status).toBe(3);
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['run.yaml']);
  });

  it('are null where they are missing, also below a file', () => {
    writeFileSync(join(folder, 'file'), 'x');
    expect(readTextOrNull(join(folder, 'nothing'))).toBeNull();
    expect(readTextOrNull(join(folder, 'file', 'below'))).toBeNull();
    expect(readTextOrNull(join(folder, 'file'))).toBe('x');
  });

  it('say where and what when the system refuses', () => {
    const path = join(folder, 'no', 'where');
    expect(() => writeAtomic(path, 'x')).toThrow(
      expect.objectContaining({ code: 'io', message: expect.stringContaining(path) }),
    );
    for (const [errno, code] of [
      ['ENOSPC', 'disk-full'],
      ['EDQUOT', 'disk-full'],
      ['EROFS', 'read-only-disk'],
      ['EACCES', 'permission-denied'],
      ['EPERM', 'permission-denied'],
      ['EIO', 'io'],
    ]) {
      const thrown = Object.assign(new Error(`${errno}: refused`), { code: errno });
      expect(fileError(thrown, '/run/x', 'write').toData()).toMatchObject({
        code,
        message: expect.stringContaining('could not write /run/x'.slice(6)),
        details: { path: '/run/x', errno },
      });
    }
  });
});

describe('a directory inside another', () => {
  it('is made with those between, and once', () => {
    const path = join(folder, 'a', 'b', 'c');
    makeDirectoryIn(folder, path);
    makeDirectoryIn(folder, path);
    expect(readdirSync(join(folder, 'a', 'b'))).toEqual(['c']);
  });

  it('is refused where the other is gone, and nothing comes about', () => {
    const gone = join(folder, 'gone');
    expect(() => makeDirectoryIn(gone, join(gone, 'a', 'b'))).toThrow(
      /Could not create the directory .*ENOENT/,
    );
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is refused where a file has its name', () => {
    writeFileSync(join(folder, 'a'), '');
    expect(() => makeDirectoryIn(folder, join(folder, 'a'))).toThrow(/EEXIST/);
    expect(() => makeDirectoryIn(folder, join(folder, 'a', 'b'))).toThrow(/ENOTDIR/);
  });
});
