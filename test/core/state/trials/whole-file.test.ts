import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { isWholeFile } from '#core/state/trials/trial-directory.ts';
import { fc } from '#test/support/fast-check.ts';
import { temporaryFolder } from '../run-fixture.ts';

const folder = temporaryFolder();
const path = join(folder.path, 'file.yaml');
const TEXT = 'loss: 0.5\nlearning_curve:\n- 0.75\n- 0.5\n';

afterAll(() => folder.remove());

function holds(content: string | Buffer, expected = TEXT): boolean {
  writeFileSync(path, content);
  return isWholeFile(path, expected);
}

describe('a file of a trial', () => {
  it('is whole as it was written, and where a person changed it', () => {
    expect(holds(TEXT)).toBe(true);
    expect(holds(TEXT.replace('0.5', '0.25'))).toBe(true);
    expect(holds('7', '7')).toBe(true);
  });

  it('is not whole when it is missing, or ends at any earlier byte, at the end of a line too', () => {
    expect(isWholeFile(join(folder.path, 'nowhere'), TEXT)).toBe(false);
    fc.assert(
      fc.property(fc.nat(TEXT.length - 1), (bytes) => {
        expect(holds(TEXT.slice(0, bytes))).toBe(false);
      }),
    );
  });

  it('is looked at to its end, however long it is', () => {
    const long = `${'x: 0.5\n'.repeat(20_000)}`;
    expect(holds(long, long)).toBe(true);
    expect(holds(long.slice(0, -7), long)).toBe(false);
    expect(holds(Buffer.from(long).fill(0, long.length - 30, long.length - 7), long)).toBe(false);
  });

  it('is not whole when any part of it reads as zeros', () => {
    fc.assert(
      fc.property(fc.nat(TEXT.length - 1), fc.integer({ min: 1, max: TEXT.length }), (from, bytes) => {
        expect(holds(Buffer.from(TEXT).fill(0, from, Math.min(TEXT.length, from + bytes)))).toBe(false);
      }),
    );
  });
});
