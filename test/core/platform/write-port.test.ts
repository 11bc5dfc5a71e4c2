import { closeSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createExclusive, createMark, makeDirectory, writeAtomic } from '#core/platform/files.ts';
import { installWriteHook, type WriteCall, writePort } from '#core/platform/write-port.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'incumbent-port-'));
});
afterEach(() => {
  installWriteHook(null);
  rmSync(folder, { recursive: true });
});

/** What passes through the port while `act` runs. */
function recorded(act: () => void): readonly string[] {
  const seen: string[] = [];
  const note = (when: string) => (step: string, call: WriteCall) => seen.push(`${when} ${step} ${call.kind}`);
  installWriteHook({ before: note('before'), after: note('after') });
  act();
  installWriteHook(null);
  return seen;
}

describe('the write port', () => {
  it('shows each call to its hook, before and after, under the name of its step', () => {
    const path = join(folder, 'record.yaml');
    expect(recorded(() => writeAtomic(path, 'x', { fsync: true, site: 'record' }))).toEqual([
      'before record.create open',
      'after record.create open',
      'before record.write write',
      'after record.write write',
      'before record.sync sync',
      'after record.sync sync',
      'before record.rename rename',
      'after record.rename rename',
    ]);
    const steps = recorded(() => createExclusive(join(folder, 'stop'), 'x', 'stop'));
    expect(steps.filter((step) => step.startsWith('after'))).toEqual([
      'after stop.create open',
      'after stop.write write',
      'after stop.sync sync',
      'after stop.link link',
      'after stop.discard remove',
    ]);
  });

  it('writes over a file without leaving anything of a longer text, and creates one that is missing', () => {
    const path = join(folder, 'owner.json');
    for (const text of ['a long text of one holder', 'a short one', 'of the next']) {
      writePort.writeOver('owner', path, text);
      expect(readFileSync(path, 'utf8')).toBe(text);
    }
    expect(recorded(() => writePort.writeOver('owner', path, 'x'))).toEqual([
      'before owner write-file',
      'after owner write-file',
    ]);
  });

  it('writes over a part of a file that is there, and no other byte', () => {
    const path = join(folder, 'journal');
    expect(() => writePort.writeAt('blank', path, Buffer.from('x'), 0)).toThrow(/ENOENT/);
    writePort.writeFile('journal', path, 'one\ntwo\nsix\n');
    writePort.writeAt('blank', path, Buffer.from('###'), 4);
    expect(readFileSync(path, 'utf8')).toBe('one\n###\nsix\n');
  });

  it('lets a hook refuse a call, which is then cleaned up as after any refusal', () => {
    const path = join(folder, 'record.yaml');
    const refused: string[] = [];
    installWriteHook({
      before: (step) => {
        refused.push(step);
        if (step === 'record.rename') {
          throw Object.assign(new Error('ENOSPC: refused'), { code: 'ENOSPC' });
        }
      },
      after: () => undefined,
    });
    expect(() => writeAtomic(path, 'x', { site: 'record' })).toThrow(
      expect.objectContaining({ code: 'disk-full' }),
    );
    expect(refused).toEqual(['record.write', 'record.rename', 'record.discard']);
    installWriteHook(null);
    expect(existsSync(path)).toBe(false);
  });

  it('does without a hook what it says', async () => {
    const path = join(folder, 'a', 'b', 'file');
    makeDirectory(join(folder, 'a', 'b'));
    const descriptor = writePort.open('x', path, 'ax');
    writePort.write('x', descriptor, Buffer.from('one\n'));
    writePort.sync('x', descriptor);
    await writePort.syncBeside('x', descriptor);
    closeSync(descriptor);
    writePort.appendFile('x', path, 'two\n');
    writePort.link('x', path, join(folder, 'second'));
    writePort.rename('x', path, join(folder, 'first'));
    writePort.syncDirectory('x', folder);
    expect(readFileSync(join(folder, 'second'), 'utf8')).toBe('one\ntwo\n');
    expect(() => writePort.link('x', join(folder, 'first'), join(folder, 'second'))).toThrow(/EEXIST/);
    writePort.remove('x', join(folder, 'a'));
    writePort.remove('x', join(folder, 'a'));
    expect(existsSync(join(folder, 'a'))).toBe(false);
    expect(createMark(join(folder, 'first'))).toBe(false);
  });
});
