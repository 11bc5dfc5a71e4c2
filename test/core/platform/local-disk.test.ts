import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { isLocalDisk } from '#core/platform/local-disk.ts';

describe('a disk', () => {
  it('is local where a folder of this machine lies on it', () => {
    expect(isLocalDisk(tmpdir())).toBe(true);
  });

  it.runIf(process.platform === 'linux')(
    'is not where its kind is not known to be, or nothing can be said',
    () => {
      expect(isLocalDisk('/proc')).toBe(false);
      expect(isLocalDisk('/proc/nothing-there')).toBe(false);
    },
  );
});
