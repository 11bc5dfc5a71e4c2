import { mkdtemp, readFile, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { TrialLog } from '#core/pipeline/processes/trial-log.ts';
import { fc } from '#test/support/fast-check.ts';
import { removeFolder } from '#test/support/remove-folder.ts';

describe('the log of a trial', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'incumbent-log-'));
  });
  afterEach(() => removeFolder(folder));

  test('has no file until something is written', async () => {
    const file = join(folder, 'log.txt');
    const log = await TrialLog.open(file, 1000, 1);
    await log.close();
    await expect(stat(file)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('keeps beginning and end within its limit, and counts what is left out, whatever the pieces', async () => {
    let at = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 40 }),
        fc.integer({ min: 0, max: 2000 }),
        async (sizes, limit) => {
          at += 1;
          const file = join(folder, `${at}.txt`);
          const log = await TrialLog.open(file, limit, 1);
          let written = '';
          for (const [index, size] of sizes.entries()) {
            const piece = String.fromCharCode(97 + (index % 26)).repeat(size);
            written += piece;
            log.write(Buffer.from(piece));
          }
          await log.close();
          const found = await readFile(file, 'utf8').catch(() => '');
          if (written.length <= limit) {
            expect(found).toBe(written);
            return;
          }
          const notes = /\n\[log_limit reached: [^\]]*\]\n\[(\d+) bytes left out\]\n/;
          const [head = '', leftOut = '', tail = ''] = found.split(notes);
          expect(written.startsWith(head)).toBe(true);
          expect(written.endsWith(tail)).toBe(true);
          expect(head.length + Number(leftOut) + tail.length).toBe(written.length);
          expect(head.length + tail.length).toBeLessThanOrEqual(limit);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('goes on in the same file for the next attempt, with what is left of the limit', async () => {
    const file = join(folder, 'log.txt');
    for (const attempt of [1, 2, 3]) {
      const log = await TrialLog.open(file, 2000, attempt);
      log.write(Buffer.from(`${String(attempt).repeat(1500)}\n`));
      await log.close();
    }
    const found = await readFile(file, 'utf8');
    expect(found).toContain('[attempt 3]');
    expect(found.startsWith('1'.repeat(1500))).toBe(true);
    expect(found.endsWith(`${'3'.repeat(399)}\n`)).toBe(true);
  });

  test('holds its limit over any number of attempts, and says that earlier ones made room', async () => {
    const file = join(folder, 'log.txt');
    const sizes: number[] = [];
    for (let attempt = 1; attempt <= 30; attempt += 1) {
      const log = await TrialLog.open(file, 2000, attempt);
      log.write(Buffer.from(`${'x'.repeat(900)}, attempt ${attempt} ends\n`));
      await log.close();
      sizes.push((await stat(file)).size);
    }
    expect(Math.max(...sizes)).toBeLessThan(2300);
    const found = await readFile(file, 'utf8');
    expect(found).toMatch(/\n\[\d+ bytes of earlier attempts left out\]\n\[attempt 30\]\n/);
    expect(found.endsWith('attempt 30 ends\n')).toBe(true);
  });

  test('says why it could not be written, and takes everything nevertheless', async () => {
    const log = await TrialLog.open(join(folder, 'no', 'log.txt'), 1000, 1);
    log.write(Buffer.from('lost'));
    await log.close();
    expect(log.problem).toContain('ENOENT');
    expect(log.lastText()).toBe('lost');
  });
});
