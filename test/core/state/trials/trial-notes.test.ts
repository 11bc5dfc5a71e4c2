import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { changeNote, createNotesReader } from '#core/state/trials/trial-notes.ts';

let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'incumbent-notes-')), 'notes');
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true }));

describe('notes on trials', () => {
  it('are files of their own, which nothing is left of once they say nothing', () => {
    changeNote(folder, '7_rung_1', { star: true });
    changeNote(folder, '7_rung_1', { note: '  look again ' });
    expect(readdirSync(folder)).toEqual(['7_rung_1.json']);
    expect(JSON.parse(readFileSync(join(folder, '7_rung_1.json'), 'utf8'))).toEqual({
      trial: '7_rung_1',
      star: true,
      note: 'look again',
    });
    changeNote(folder, '7_rung_1', { star: false });
    changeNote(folder, '7_rung_1', { note: '' });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('may be of trials with any name, however long, also where names differ only in case', async () => {
    const names = ['a/b', '..', 'ü *?', 'CON', 'Con', 'con', 'x'.repeat(2000)];
    for (const trial of names) {
      changeNote(folder, trial, { star: true });
    }
    const notes = await createNotesReader(folder).read();
    expect(notes?.map(({ trial }) => trial).sort()).toEqual(names.sort());
    const files = readdirSync(folder).map((name) => name.toLowerCase());
    expect(new Set(files).size).toBe(names.length);
    for (const trial of names) {
      changeNote(folder, trial, { star: false });
    }
    expect(readdirSync(folder)).toEqual([]);
  });

  it('are told once for each change, by whomever', async () => {
    const reader = createNotesReader(folder);
    expect(await reader.read()).toEqual([]);
    expect(await reader.read()).toBeNull();
    changeNote(folder, '1', { note: 'first' });
    expect(await reader.read()).toEqual([{ trial: '1', star: false, note: 'first' }]);
    expect(await reader.read()).toBeNull();
    changeNote(folder, '1', { note: '' });
    expect(await reader.read()).toEqual([]);
  });

  it('stay as they were while a file is half written', async () => {
    const reader = createNotesReader(folder);
    changeNote(folder, '1', { note: 'first' });
    await reader.read();
    writeFileSync(join(folder, '1.json'), '{"trial":"1","sta');
    expect(await reader.read()).toEqual([{ trial: '1', star: false, note: 'first' }]);
  });
});
