import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readTrials } from '#core/engine/runs/look.ts';
import { noteInRun } from '#core/engine/trials/note-trial.ts';

const ROOT = fileURLToPath(new URL('../../../fixtures/neps/v0.12.2/errors', import.meta.url));

let dataDirectory: string;
beforeEach(() => {
  dataDirectory = mkdtempSync(join(tmpdir(), 'incumbent-data-'));
});
afterEach(() => rmSync(dataDirectory, { recursive: true }));

describe('a note on a run of another program', () => {
  it('is kept in the app’s own folder, and found by a query; its directory stays as it is', async () => {
    const before = readdirSync(ROOT, { recursive: true });
    const [first] = (await readTrials(ROOT)).trials;
    const trial = first?.trial ?? '';
    await noteInRun(ROOT, dataDirectory, { trial, star: true, note: 'look again' });
    expect(await noteInRun(ROOT, dataDirectory, { trial })).toEqual({
      trial,
      star: true,
      note: 'look again',
    });
    const { trials } = await readTrials(ROOT, { where: 'star and note ~ again', dataDirectory });
    expect(trials.map((each) => each.trial)).toEqual([trial]);
    expect(readdirSync(ROOT, { recursive: true })).toEqual(before);
    expect(existsSync(join(dataDirectory, 'notes'))).toBe(true);
  });

  it('is of a trial that the run has, and not too long', async () => {
    await expect(noteInRun(ROOT, dataDirectory, { trial: 'none', star: true })).rejects.toMatchObject({
      code: 'trial-not-found',
    });
    const [first] = (await readTrials(ROOT)).trials;
    const note = 'x'.repeat(10_001);
    await expect(noteInRun(ROOT, dataDirectory, { trial: first?.trial ?? '', note })).rejects.toMatchObject({
      code: 'usage',
    });
  });
});

describe('a query with a mistake', () => {
  it('is refused with its column', async () => {
    await expect(readTrials(ROOT, { where: 'loss <', dataDirectory })).rejects.toMatchObject({
      code: 'usage',
      message: '--where, column 7: Expected a value after <; the query ends.',
    });
  });
});
