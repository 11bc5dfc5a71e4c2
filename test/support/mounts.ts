import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeFolder } from '#test/support/remove-folder.ts';

/** A small disk of its own below a test's folder. */
export type TestDisk = {
  remount(mode: 'ro' | 'rw'): void;
  unmount(): void;
};

/** Mounts a file system in memory; only where {@link MOUNTS_MISSING} is empty. */
export function mountTmpfs(path: string, size: string): TestDisk {
  mkdirSync(path, { recursive: true });
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'incumbent-test', path], { stdio: 'pipe' });
  return {
    remount: (mode) => execFileSync('mount', ['-o', `remount,${mode}`, path], { stdio: 'pipe' }),
    unmount: () => execFileSync('umount', ['--lazy', path], { stdio: 'pipe' }),
  };
}

/** Fills a file system to its last byte. */
export function fillUp(ballast: string): void {
  for (let bytes = 1 << 20; bytes >= 1; bytes = Math.floor(bytes / 4)) {
    try {
      for (;;) {
        writeFileSync(ballast, Buffer.alloc(bytes), { flag: 'a' });
      }
    } catch {
      // Full for pieces of this size.
    }
  }
}

/** Why tests with disks of their own are skipped; empty where they are not. Part of their titles. */
export const MOUNTS_MISSING = canMount()
  ? ''
  : ' (skipped: file systems can only be mounted by root on Linux)';

function canMount(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) {
    return false;
  }
  const folder = mkdtempSync(join(tmpdir(), 'incumbent-test-mount-'));
  try {
    mountTmpfs(join(folder, 'disk'), '1m').unmount();
    return true;
  } catch {
    return false;
  } finally {
    removeFolder(folder);
  }
}
