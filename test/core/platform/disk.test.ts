import { describe, expect, it } from 'vitest';
import { isLocalDisk } from '#core/platform/disk.ts';

describe('a disk', () => {
  it.runIf(process.platform === 'linux')('is local where its kind is known to be, such as memory', () => {
    expect(isLocalDisk('/dev/shm')).toBe(true);
  });

  it.runIf(process.platform === 'linux')(
    'is not where its kind is not known to be, or nothing can be said',
    () => {
      expect(isLocalDisk('/proc')).toBe(false);
      expect(isLocalDisk('/proc/nothing-there')).toBe(false);
    },
  );
});
